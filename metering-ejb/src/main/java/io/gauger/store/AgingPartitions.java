package io.gauger.store;

import static java.lang.System.Logger.Level.INFO;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's way: records lie in a partition a week, from Monday (UTC) to Monday, which goes as a whole. What is there
 * when the table is divided for the first time stays in one partition, until the Monday after. The names tell the edges.
 *
 * <p>Whoever reads long may be in the way of both, so neither waits long, and comes again later.
 */
final class AgingPartitions implements Aging {
    private static final System.Logger LOG = System.getLogger(AgingPartitions.class.getName());
    private static final int WEEKS_AHEAD = 4;
    private static final String FROM = "gauger_record_from_";
    private static final String UNTIL = "gauger_record_until_";

    private final Aging rows = new AgingRows();

    @Override
    public long edge(long time) {
        return startOf(monday(time));
    }

    @Override
    public void makeRoom(Connection connection, long now) throws SQLException {
        if (!isAlone(connection)) {
            return;
        }
        List<Partition> there = partitions(connection);
        for (int week = 0; week <= WEEKS_AHEAD; week++) {
            LocalDate from = monday(now).plusWeeks(week);
            if (there.stream().noneMatch(partition -> partition.holds(from))) {
                create(connection, from);
            }
        }
    }

    @Override
    public boolean removeSome(Connection connection, long before) throws SQLException {
        if (!isAlone(connection)) {
            return false;
        }
        Optional<Partition> old = partitions(connection).stream()
                .filter(partition -> startOf(partition.end()) <= before)
                .findFirst();
        if (old.isPresent()) {
            execute(connection, "drop table " + old.get().name());
            LOG.log(
                    INFO,
                    "Removed the partition {0}, as all of its usage records are older than gauger.retention-days",
                    old.get().name());
            return true;
        }
        return rows.removeSome(connection, before);
    }

    /** Of the nodes one at a time does this; the others need not. */
    private static boolean isAlone(Connection connection) throws SQLException {
        execute(connection, "set local lock_timeout = '300ms'");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_try_advisory_xact_lock(hashtext('gauger_record'), 'gauger_record'::regclass::oid::int)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Made beside the table and attached then, since to make it in place would keep everybody out of the table. */
    private static void create(Connection connection, LocalDate from) throws SQLException {
        String name = FROM + DateTimeFormatter.BASIC_ISO_DATE.format(from);
        String start = "'" + StoredRecordReader.first(startOf(from)) + "'";
        String end = "'" + StoredRecordReader.first(startOf(from.plusWeeks(1))) + "'";
        execute(connection, "create table " + name + " (like gauger_record including all)");
        execute(connection, "lock table gauger_record_default in access exclusive mode");
        execute(
                connection,
                "with early as (delete from gauger_record_default where id >= " + start + " and id < " + end
                        + " returning *) insert into " + name + " select * from early");
        execute(
                connection,
                "alter table gauger_record attach partition " + name + " for values from (" + start + ") to (" + end
                        + ")");
    }

    /** Those whose names tell their edges, the oldest first. */
    private static List<Partition> partitions(Connection connection) throws SQLException {
        List<Partition> partitions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select c.relname from pg_inherits i join pg_class c"
                        + " on c.oid = i.inhrelid where i.inhparent = 'gauger_record'::regclass")) {
            while (rows.next()) {
                Partition.named(rows.getString(1)).ifPresent(partitions::add);
            }
        }
        partitions.sort((one, other) -> one.end().compareTo(other.end()));
        return partitions;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static LocalDate monday(long time) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static long startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** A table of records; those of all weeks before its end, or of one. */
    private record Partition(String name, LocalDate start, LocalDate end) {
        static Optional<Partition> named(String name) {
            try {
                if (name.startsWith(FROM)) {
                    LocalDate start = date(name.substring(FROM.length()));
                    return Optional.of(new Partition(name, start, start.plusWeeks(1)));
                }
                if (name.startsWith(UNTIL)) {
                    return Optional.of(new Partition(name, LocalDate.MIN, date(name.substring(UNTIL.length()))));
                }
            } catch (DateTimeParseException e) {
                // an operator's own, which is not ours to touch
                return Optional.empty();
            }
            return Optional.empty();
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(start) && day.isBefore(end);
        }

        private static LocalDate date(String text) {
            return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        }
    }
}
