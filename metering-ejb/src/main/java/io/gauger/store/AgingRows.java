package io.gauger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Removes row by row, so many at once that others hardly wait. Whole days (UTC) go. */
final class AgingRows implements Aging {
    private static final int ROWS_AT_ONCE = 1000;
    private static final long DAY = 24 * 3_600_000L;

    @Override
    public long edge(long time) {
        return Math.floorDiv(time, DAY) * DAY;
    }

    @Override
    public void makeRoom(Connection connection, long now) {}

    @Override
    public boolean removeSome(Connection connection, long before) throws SQLException {
        UUID end = StoredRecordReader.first(before);
        UUID last = null;
        int found = 0;
        try (PreparedStatement select =
                connection.prepareStatement("select id from gauger_record where id < ? order by id")) {
            select.setMaxRows(ROWS_AT_ONCE);
            select.setObject(1, end);
            try (ResultSet ids = select.executeQuery()) {
                while (ids.next()) {
                    last = ids.getObject(1, UUID.class);
                    found++;
                }
            }
        }
        if (last != null) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from gauger_record where id <= ? and id < ?")) {
                delete.setObject(1, last);
                delete.setObject(2, end);
                delete.executeUpdate();
            }
        }
        return found == ROWS_AT_ONCE;
    }
}
