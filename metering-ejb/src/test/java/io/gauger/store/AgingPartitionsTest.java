package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.record.UsageRecord;
import io.gauger.testing.PostgresServer;
import io.gauger.testing.Records;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of PostgreSQL lie in partitions by weeks. */
class AgingPartitionsTest {
    private static final int FIRST_SCHEMA = 3;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final LocalDate monday =
            LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    private final AgingPartitions partitions = new AgingPartitions();
    private final String database = server().newDatabase();
    private Connection connection;

    /** What it runs on. */
    PostgresServer server() {
        return PostgresServer.running();
    }

    @BeforeEach
    void open() throws SQLException {
        connection = connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void theRecordsOfAnEarlierVersionBecomeOnePartitionUntilMonday() throws SQLException {
        migrate(FIRST_SCHEMA);
        List<UsageRecord> records = new ArrayList<>(Records.random(1, 200));
        records.add(Records.ordinary(now));
        UsageRecord ofTheFuture = Records.ordinary(now.plus(Duration.ofDays(400)));
        records.add(ofTheFuture);
        insert(records);
        String file = one("select pg_relation_filenode('gauger_record')");

        migrate(4);

        String until = "gauger_record_until_" + basic(monday);
        assertThat(names()).containsExactly("gauger_record_default", until);
        assertThat(one("select pg_relation_filenode('" + until + "')"))
                .as("the file that holds it, which would be another if it had been copied")
                .isEqualTo(file);
        assertThat(one("select count(*) from " + until)).isEqualTo("201");
        assertThat(one("select id from gauger_record_default"))
                .isEqualTo(ofTheFuture.id().toString());
    }

    @Test
    void anEmptyTableIsMadeAnewWithTheColumnsThatNeedNoGapsFirst() throws SQLException {
        migrate(FIRST_SCHEMA);
        migrate(4);

        String until = "gauger_record_until_" + basic(monday);
        assertThat(names()).containsExactly("gauger_record_default", until);
        assertThat(one("select attname from pg_attribute where attnum = 3 and attrelid = '" + until + "'::regclass"))
                .isEqualTo("latency_ms");
    }

    @Test
    void thereIsAPartitionForEachOfTheNextWeeksOnce() throws SQLException {
        migrate(4);

        makeRoom(now);
        makeRoom(now);

        assertThat(names())
                .containsExactly(
                        "gauger_record_default",
                        "gauger_record_from_" + basic(monday),
                        "gauger_record_from_" + basic(monday.plusWeeks(1)),
                        "gauger_record_from_" + basic(monday.plusWeeks(2)),
                        "gauger_record_from_" + basic(monday.plusWeeks(3)),
                        "gauger_record_until_" + basic(monday));
        insert(List.of(Records.ordinary(monday.atStartOfDay().toInstant(ZoneOffset.UTC))));
        assertThat(one("select count(*) from gauger_record_from_" + basic(monday)))
                .isEqualTo("1");
    }

    @Test
    void recordsThatCameBeforeTheirPartitionMoveIntoIt() throws SQLException {
        migrate(4);
        insert(List.of(
                Records.ordinary(now.plus(Duration.ofDays(60))),
                Records.ordinary(now.plus(Duration.ofDays(600))),
                Records.ordinary(now)));

        makeRoom(now.plus(Duration.ofDays(60)));

        assertThat(one("select count(*) from gauger_record_default")).isEqualTo("1");
        assertThat(one("select count(*) from gauger_record")).isEqualTo("3");
    }

    @Test
    void partitionsGoAsAWholeOnceAllInThemIsTooOld() throws SQLException {
        migrate(4);
        makeRoom(now);
        UsageRecord first = Records.ordinary(now);
        UsageRecord second = Records.ordinary(monday.atStartOfDay().toInstant(ZoneOffset.UTC));
        insert(List.of(first, second));
        long edge = monday.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

        assertThat(partitions.edge(edge)).isEqualTo(edge);
        assertThat(partitions.edge(edge - 1))
                .isEqualTo(edge - Duration.ofDays(7).toMillis());
        assertThat(removeSome(edge)).as("whether there may be more").isTrue();
        assertThat(removeSome(edge)).isFalse();

        assertThat(one("select id from gauger_record")).isEqualTo(second.id().toString());
        assertThat(names()).doesNotContain("gauger_record_until_" + basic(monday));
    }

    @Test
    void aPartitionThatIsReadStaysUntilTheReaderIsDone() throws SQLException {
        migrate(4);
        long later = now.plus(Duration.ofDays(30)).toEpochMilli();
        try (Connection reader = connect()) {
            reader.setAutoCommit(false);
            try (Snapshot snapshot = new PostgresDatabase().beginSnapshot(reader)) {
                assertThat(snapshot.connection().isReadOnly()).isFalse();

                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> removeSome(later))
                        .withMessageContaining("lock timeout");
            }
            reader.rollback();
        }

        assertThat(removeSome(later)).isTrue();
    }

    @Test
    void whileAnotherNodeDoesItNothingIsDone() throws SQLException {
        migrate(4);
        try (Connection other = connect()) {
            other.setAutoCommit(false);
            partitions.makeRoom(other, now.toEpochMilli());

            assertThat(removeSome(now.plus(Duration.ofDays(30)).toEpochMilli())).isFalse();
            makeRoom(now);
            other.rollback();
        }

        assertThat(names()).hasSize(2);
    }

    @Test
    void aTableOfTheOperatorsOwnIsLeftAlone() throws SQLException {
        migrate(4);
        execute("create table gauger_record_from_old partition of gauger_record for values from"
                + " ('ffff0000-0000-0000-0000-000000000000') to (maxvalue)");
        long later = now.plus(Duration.ofDays(30)).toEpochMilli();

        assertThat(removeSome(later)).isTrue();
        assertThat(removeSome(later)).isFalse();

        assertThat(names()).contains("gauger_record_from_old");
    }

    private void migrate(int version) throws SQLException {
        List<String> names = List.of("records_and_operator_tokens", "rollups", "dead_letters", "retention");
        List<Migration> steps = new ArrayList<>();
        for (int i = 1; i <= version; i++) {
            steps.add(Migration.shipped(new PostgresDatabase(), i, names.get(i - 1)));
        }
        try (SchemaLock lock = SchemaLock.take(this::connect)) {
            new Migrations(steps).apply(lock.connection());
        }
    }

    /** As earlier versions write, which know no null where there is one now, into the columns that they have. */
    private void insert(List<UsageRecord> records) throws SQLException {
        List<RecordRow> rows = records.stream().map(RecordRow::new).toList();
        for (RecordRow row : rows) {
            row.basis = row.basis == null ? "measured" : row.basis;
            row.path = row.path == null ? row.endpoint : row.path;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table gauger_record add column record_count bigint, add column batch bigint");
            new UnnestedArrays().insert(connection, RecordTable.TABLE, rows);
            statement.execute("alter table gauger_record drop column record_count, drop column batch");
        }
    }

    private void makeRoom(Instant time) throws SQLException {
        connection.setAutoCommit(false);
        partitions.makeRoom(connection, time.toEpochMilli());
        connection.commit();
        connection.setAutoCommit(true);
    }

    private boolean removeSome(long before) throws SQLException {
        connection.setAutoCommit(false);
        try {
            boolean more = partitions.removeSome(connection, before);
            connection.commit();
            return more;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select inhrelid::regclass::text from pg_inherits where"
                        + " inhparent = 'gauger_record'::regclass order by 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return new org.postgresql.Driver().connect(server().url(database), new Properties());
    }

    private static String basic(LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
}
