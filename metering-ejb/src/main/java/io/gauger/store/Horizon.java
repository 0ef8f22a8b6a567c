package io.gauger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From when on records are kept. It is told in {@code gauger_retention} before the first older record goes, and never goes
 * back; whoever writes holds it still until the transaction ends, so that no record can be summed again whose row has just
 * gone.
 *
 * @param keptFrom in milliseconds since 1970-01-01T00:00Z; 0 if none was removed
 */
record Horizon(long keptFrom) {
    private static final String SELECT = "select kept_from from gauger_retention where id = 1";

    /** As the transaction sees it. */
    static Horizon read(Connection connection) throws SQLException {
        return select(connection, SELECT);
    }

    /** As it is, and stays until the transaction ends. */
    static Horizon hold(Connection connection, Database database) throws SQLException {
        return select(connection, SELECT + " " + database.rowStays());
    }

    /** Whether the row of a record is there if it ever was. */
    boolean covers(UUID id) {
        return keptFrom == 0 || StoredRecordReader.timeOf(id) >= keptFrom;
    }

    /** The same as an instant; null if no record was removed. */
    @Nullable
    Instant instant() {
        return keptFrom == 0 ? null : Instant.ofEpochMilli(keptFrom);
    }

    /** Raises it; one that is there already and later stays. */
    void raise(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update gauger_retention set kept_from = ? where id = 1 and kept_from < ?")) {
            update.setLong(1, keptFrom);
            update.setLong(2, keptFrom);
            update.executeUpdate();
        }
    }

    private static Horizon select(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("gauger_retention lacks its row 1; restore it from a backup");
            }
            return new Horizon(row.getLong(1));
        }
    }
}
