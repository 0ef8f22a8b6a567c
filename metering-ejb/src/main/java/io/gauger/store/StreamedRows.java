package io.gauger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads results that may be larger than memory; one at a time, as MariaDB gives no second one row by row. */
final class StreamedRows {
    private static final int ROWS_AT_ONCE = 1000;

    private StreamedRows() {}

    static void read(Connection connection, String sql, Bulk.RowReader reader, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(ROWS_AT_ONCE);
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
