package io.gauger.store;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.account.Permission;
import io.gauger.admit.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** The making of the first operator token. The caller holds the {@link SchemaLock}. */
final class FirstToken {
    static final String FILE = "operator-token";

    private static final System.Logger LOG = System.getLogger(FirstToken.class.getName());

    private FirstToken() {}

    /**
     * Makes it if there never was any, for whoever can read the data directory. Where nothing can be written, a node
     * without disk perhaps, metering goes on without: the operator then configures a token.
     */
    static void make(Connection connection, DataDirectory directory) throws SQLException {
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
        insert(connection, token);
        LOG.log(WARNING, "The first operator token of the admin API is in {0}; only its owner can read it", file);
    }

    /** With the number of a change, so that nodes that run already learn of it. */
    private static void insert(Connection connection, String secret) throws SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        connection.setAutoCommit(false);
        long change = StoredAdministration.next(connection);
        OperatorTokenTable.insert(
                connection,
                secret,
                TokenChanges.made(secret, "first token", null, Set.of(Permission.values()), null, now),
                change);
        connection.commit();
        connection.setAutoCommit(true);
    }
}
