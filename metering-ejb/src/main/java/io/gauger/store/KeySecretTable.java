package io.gauger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code gauger_key_secret}. */
final class KeySecretTable {
    private static final int ROWS_AT_ONCE = 1000;

    private KeySecretTable() {}

    /** One secret of a key, by its SHA-256 in hex; valid until this millisecond, or as long as its key. */
    record KeySecret(String hash, String keyId, String prefix, long validUntil) {}

    static void insert(Connection connection, String hash, String keyId, String prefix, long now, long change)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_key_secret (hash, key_id,"
                + " prefix, created_at, valid_until, change_number) values (?, ?, ?, ?, null, ?)")) {
            insert.setString(1, hash);
            insert.setString(2, keyId);
            insert.setString(3, prefix);
            insert.setLong(4, now);
            insert.setLong(5, change);
            insert.executeUpdate();
        }
    }

    /** Ends all secrets of a key that would be valid for longer. */
    static void end(Connection connection, String keyId, long validUntil, long change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_key_secret set valid_until = ?,"
                + " change_number = ? where key_id = ? and (valid_until is null or valid_until > ?)")) {
            update.setLong(1, validUntil);
            update.setLong(2, change);
            update.setString(3, keyId);
            update.setLong(4, validUntil);
            update.executeUpdate();
        }
    }

    /** What changed after the one number, up to the other. */
    static List<KeySecret> changed(Connection connection, long after, long upTo) throws SQLException {
        List<KeySecret> secrets = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select hash, key_id, prefix, valid_until from"
                + " gauger_key_secret where change_number > ? and change_number <= ?")) {
            select.setFetchSize(ROWS_AT_ONCE);
            select.setLong(1, after);
            select.setLong(2, upTo);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long end = rows.getLong(4);
                    boolean latest = rows.wasNull();
                    secrets.add(new KeySecret(
                            rows.getString(1), rows.getString(2), rows.getString(3), latest ? Long.MAX_VALUE : end));
                }
            }
        }
        return secrets;
    }
}
