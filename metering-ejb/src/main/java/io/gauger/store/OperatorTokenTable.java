package io.gauger.store;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.account.Operator;
import io.gauger.admit.Hash;
import io.gauger.admit.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The operator tokens in the database, and the making of the first one. The caller holds the {@link SchemaLock}. */
final class OperatorTokenTable {
    static final String FILE = "operator-token";
    private static final System.Logger LOG = System.getLogger(OperatorTokenTable.class.getName());
    private static final String WRITERS = "read,write";

    private final Connection connection;

    OperatorTokenTable(Connection connection) {
        this.connection = connection;
    }

    /** The tokens that are stored. */
    TokenHashes read() throws SQLException {
        TokenHashes tokens = TokenHashes.none();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select hash, prefix, permissions from gauger_operator_token")) {
            while (rows.next()) {
                boolean mayWrite = WRITERS.equals(rows.getString(3));
                tokens =
                        tokens.and(Hash.ofHex(rows.getString(1)), new Operator("token " + rows.getString(2), mayWrite));
            }
        }
        return tokens;
    }

    /**
     * Makes the first token if there is none, for whoever can read the data directory. Where nothing can be written, a
     * node without disk perhaps, metering goes on without: the operator then configures a token.
     */
    void createFirst(DataDirectory directory) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from gauger_operator_token")) {
            if (rows.next() && rows.getLong(1) > 0) {
                return;
            }
        }
        String token = Secret.generate(Secret.TOKEN, new SecureRandom());
        Path file;
        try {
            file = directory.writeSecret(FILE, token + "\n");
        } catch (IOException e) {
            LOG.log(
                    ERROR,
                    "The first operator token cannot be written into " + directory.path()
                            + ", so nobody can use the admin API: set gauger.admin-token, or gauger.data-dir to a"
                            + " directory that can be written",
                    e);
            return;
        }
        insert(token);
        LOG.log(WARNING, "The first operator token of the admin API is in {0}; only its owner can read it", file);
    }

    private void insert(String token) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into gauger_operator_token (hash, prefix, created_at) values (?, ?, ?)")) {
            insert.setString(1, TokenHashes.hex(token));
            insert.setString(2, Secret.shown(token));
            insert.setLong(3, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }
}
