package io.gauger.store;

import static java.lang.System.Logger.Level.INFO;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sums, once, the records that were written before there were rollups. How far it came is noted with each batch, so that
 * whoever is stopped goes on from there. Meanwhile nobody writes: this version waits for the {@link SchemaLock}, and
 * those before miss columns.
 */
final class RollupsOfOldRecords {
    private static final System.Logger LOG = System.getLogger(RollupsOfOldRecords.class.getName());
    private static final int BATCH = 10_000;

    /** The same for all who go on with the work, so that it is one set of rows. */
    private static final UUID NODE = new UUID(0, 0);

    private final Database database;

    RollupsOfOldRecords(Database database) {
        this.database = database;
    }

    /** On the connection of the {@link SchemaLock}, whose end rolls back what is open. */
    void make(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Progress progress = progress(connection);
        try (LiftedLimit limit = LiftedLimit.on(connection)) {
            long rows = 0;
            while (progress != null && !progress.done()) {
                List<RecordRow> batch = next(limit.connection(), progress.last());
                RollupTable.add(connection, database.bulk(), Rollup.of(batch, NODE));
                AccountUse.add(connection, database.bulk(), batch, NODE);
                UUID last = batch.isEmpty() ? progress.last() : batch.get(batch.size() - 1).id;
                progress = new Progress(last, batch.size() < BATCH);
                note(connection, progress);
                connection.commit();
                rows += batch.size();
            }
            if (rows > 0) {
                LOG.log(INFO, "Rolled up {0} usage records that an earlier version wrote", rows);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** The last record that is summed, if one is. */
    private record Progress(@Nullable UUID last, boolean done) {}

    private static @Nullable Progress progress(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select last_id, done from gauger_upgrade where name = 'rollups'");
                ResultSet row = select.executeQuery()) {
            return row.next() ? new Progress(row.getObject(1, UUID.class), row.getBoolean(2)) : null;
        }
    }

    private static void note(Connection connection, Progress progress) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update gauger_upgrade set last_id = ?, done = ? where name = 'rollups'")) {
            update.setObject(1, progress.last());
            update.setBoolean(2, progress.done());
            update.executeUpdate();
        }
    }

    private static List<RecordRow> next(Connection connection, @Nullable UUID last) throws SQLException {
        String sql = "select " + RecordColumns.NAMES + " from gauger_record" + (last == null ? "" : " where id > ?")
                + " order by id fetch first " + BATCH + " rows only";
        List<RecordRow> batch = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (last != null) {
                select.setObject(1, last);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    batch.add(RecordColumns.row(rows));
                }
            }
        }
        return batch;
    }
}
