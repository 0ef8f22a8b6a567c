package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_operator_token}. */
final class OperatorTokenTable {
    private static final String SELECT = "select hash, id, name, email, prefix, permissions, status, expires_at,"
            + " created_at, updated_at, version from gauger_operator_token";

    private OperatorTokenTable() {}

    /** A token, and the SHA-256 of its secret in hex. */
    record Hashed(String hash, OperatorToken token) {}

    static Optional<OperatorToken> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return tokens(select).stream().map(Hashed::token).findFirst();
        }
    }

    static List<OperatorToken> list(
            Connection connection, OperatorToken.@Nullable Status status, @Nullable String after, int limit)
            throws SQLException {
        String sql = SELECT + " where id > ?" + (status == null ? "" : " and status = ?") + " order by id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(limit);
            select.setString(1, after == null ? "" : after);
            if (status != null) {
                select.setString(2, word(status));
            }
            return tokens(select).stream().map(Hashed::token).toList();
        }
    }

    /** What changed after the one number, up to the other. */
    static List<Hashed> changed(Connection connection, long after, long upTo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where change_number > ? and change_number <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            return tokens(select);
        }
    }

    static void insert(Connection connection, String secret, OperatorToken token, long change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_operator_token (name, email,"
                + " prefix, permissions, status, expires_at, created_at, updated_at, version, change_number, id, hash)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(12, TokenHashes.hex(secret));
            write(insert, token, change);
        }
    }

    static void update(Connection connection, OperatorToken token, long change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_operator_token set name = ?,"
                + " email = ?, prefix = ?, permissions = ?, status = ?, expires_at = ?, created_at = ?,"
                + " updated_at = ?, version = ?, change_number = ? where id = ?")) {
            write(update, token, change);
        }
    }

    private static void write(PreparedStatement statement, OperatorToken token, long change) throws SQLException {
        Instant end = token.expiresAt();
        statement.setString(1, token.name());
        statement.setString(2, token.email());
        statement.setString(3, token.prefix());
        statement.setString(
                4, token.permissions().stream().sorted().map(Permission::word).collect(Collectors.joining(",")));
        statement.setString(5, word(token.status()));
        statement.setObject(6, end == null ? null : end.toEpochMilli(), Types.BIGINT);
        statement.setLong(7, token.createdAt().toEpochMilli());
        statement.setLong(8, token.updatedAt().toEpochMilli());
        statement.setLong(9, token.version());
        statement.setLong(10, change);
        statement.setString(11, token.id());
        statement.executeUpdate();
    }

    private static List<Hashed> tokens(PreparedStatement select) throws SQLException {
        List<Hashed> tokens = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long end = rows.getLong(8);
                Instant expiresAt = rows.wasNull() ? null : Instant.ofEpochMilli(end);
                tokens.add(new Hashed(
                        rows.getString(1),
                        new OperatorToken(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                Permission.all(rows.getString(6)),
                                OperatorToken.Status.valueOf(constant(rows.getString(7))),
                                expiresAt,
                                Instant.ofEpochMilli(rows.getLong(9)),
                                Instant.ofEpochMilli(rows.getLong(10)),
                                rows.getLong(11))));
            }
        }
        return tokens;
    }
}
