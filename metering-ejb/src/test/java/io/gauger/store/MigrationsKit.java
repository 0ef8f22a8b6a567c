package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import io.gauger.node.KnownNode;
import io.gauger.node.NodeIdentity;
import io.gauger.record.UsageRecord;
import io.gauger.settings.Settings;
import io.gauger.testing.Records;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.StoredRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What migrations must do on every database; a database is one subclass. */
abstract class MigrationsKit {
    private static final Migration CREATE = new Migration(
            1,
            "create",
            """
            -- a comment; with a semicolon
            create table if not exists t (a int);
            insert into t values (1);
            """);
    private static final Migration EXTEND = new Migration(2, "extend", "alter table t add column b int;");

    @TempDir
    Path directory;

    @Test
    void anEmptyDatabaseGetsEveryStepOnceAndInOrder() throws Exception {
        apply(CREATE, EXTEND);
        apply(CREATE, EXTEND);

        assertThat(query("select version, name from gauger_schema where version > 0 order by version"))
                .containsExactly("1 create", "2 extend");
        assertThat(query("select a, b from t")).containsExactly("1 null");
    }

    @Test
    void aLaterVersionAppliesOnlyWhatIsMissingAndKeepsTheData() throws Exception {
        apply(CREATE);
        execute("insert into t values (2)");

        apply(CREATE, EXTEND);

        assertThat(query("select a, b from t order by a")).containsExactly("1 null", "2 null");
    }

    @Test
    void aScriptThatWasChangedAfterwardsIsRefused() throws Exception {
        apply(CREATE);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> apply(new Migration(1, "create", CREATE.script() + " "), EXTEND))
                .withMessageStartingWith("Migration 1 (create) was changed after it was applied to this database");
        assertThat(query("select version from gauger_schema where version > 0")).containsExactly("1");
    }

    @Test
    void theSchemaOfALaterGaugerIsRefused() throws Exception {
        apply(CREATE, EXTEND);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> apply(CREATE))
                .withMessage("The database's schema has version 2, this Gauger knows versions up to 1: deploy the later"
                        + " Gauger again, or give this one another database");
    }

    @Test
    void aStepThatFailsIsNotNotedAndIsTriedAgain() throws Exception {
        Migration failing = new Migration(1, "create", "create table if not exists t (a int);\nno sql;");
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> apply(failing));

        apply(CREATE);

        assertThat(query("select name from gauger_schema where version > 0")).containsExactly("create");
    }

    @Test
    void nodesThatStartTogetherApplyEachStepOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> started = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                started.add(nodes.submit(() -> {
                    apply(CREATE, EXTEND);
                    return null;
                }));
            }
            for (Future<?> node : started) {
                node.get();
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(query("select a from t")).containsExactly("1");
    }

    @Test
    void theShippedStepsApplyOnceAndEveryScriptInTheFolderIsShipped() throws Exception {
        Database database;
        try (SchemaLock lock = SchemaLock.take(this::connect)) {
            database = lock.database();
            Migrations.shipped(database).apply(lock.connection());
            Migrations.shipped(database).apply(lock.connection());
        }

        String[] steps = {
            "records_and_operator_tokens",
            "rollups",
            "dead_letters",
            "retention",
            "nodes",
            "accounts",
            "plans",
            "reservations",
            "counts",
            "routes",
            "prices",
            "ledger",
            "budgets",
            "purchases",
            "rerating",
            "alerts",
            "plan_charges",
            "plan_terms"
        };
        assertThat(query("select name from gauger_schema where version > 0 order by version"))
                .containsExactly(steps);
        Path folder = Path.of(
                Migrations.class.getResource("migrations/" + database.name()).toURI());
        try (Stream<Path> scripts = Files.list(folder)) {
            assertThat(scripts).hasSize(steps.length);
        }
    }

    @Test
    void anUpgradeKeepsEveryRecordAndSumsThemOnce() throws Exception {
        List<UsageRecord> records = Records.random(47, 500);
        try (SchemaLock lock = SchemaLock.take(this::connect)) {
            new Migrations(List.of(Migration.shipped(lock.database(), 1, "records_and_operator_tokens")))
                    .apply(lock.connection());
            lock.database()
                    .bulk()
                    .insert(
                            lock.connection(),
                            FirstSchema.RECORDS,
                            records.stream().map(RecordRow::new).toList());
        }

        Settings settings = Settings.of(Map.of("gauger.data-dir", directory.toString()));
        for (int start = 0; start < 2; start++) {
            try (Store store = Store.open(
                    StoreSettings.of(settings, getClass().getClassLoader()),
                    this::connect,
                    NodeIdentity.ofThisStart())) {
                new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(1));
                assertThat(store.records()
                                .list(new RecordQuery(null, null, List.of(), null, 1000))
                                .records())
                        .extracting(StoredRecord::usage)
                        .containsExactlyInAnyOrderElementsOf(records);
            }
        }
        assertUseIsThatOfRollups();
    }

    @Test
    void anUpgradeFromTheVersionWithoutNodesKeepsRecordsAndRollups() throws Exception {
        List<UsageRecord> records = Records.random(49, 100);
        UUID nodeOfThatStart = UUID.randomUUID();
        try (SchemaLock lock = SchemaLock.take(this::connect)) {
            Database database = lock.database();
            new Migrations(List.of(
                            Migration.shipped(database, 1, "records_and_operator_tokens"),
                            Migration.shipped(database, 2, "rollups"),
                            Migration.shipped(database, 3, "dead_letters"),
                            Migration.shipped(database, 4, "retention")))
                    .apply(lock.connection());
            // later steps, which nothing here depends on
            try (Statement statement = lock.connection().createStatement()) {
                statement.execute("alter table gauger_record add column record_count bigint");
                statement.execute("alter table gauger_record add column batch bigint");
                statement.execute("alter table gauger_rollup add column price_id varchar(64)");
            }
            new RollupsOfOldRecords(database).make(lock.connection());
            List<RecordRow> rows = records.stream().map(RecordRow::new).toList();
            lock.connection().setAutoCommit(false);
            database.bulk().insert(lock.connection(), RecordTable.TABLE, rows);
            RollupTable.add(lock.connection(), database.bulk(), Rollup.of(rows, nodeOfThatStart));
            lock.connection().commit();
            lock.connection().setAutoCommit(true);
        }

        Settings settings = Settings.of(Map.of("gauger.data-dir", directory.toString()));
        NodeIdentity node = NodeIdentity.ofThisStart();
        try (Store store = Store.open(StoreSettings.of(settings, getClass().getClassLoader()), this::connect, node)) {
            new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(1));
            assertThat(store.nodes()).extracting(KnownNode::id).containsExactly(node.id());
        }
        assertThat(query("select distinct node from gauger_rollup")).containsExactly(nodeOfThatStart.toString());
        assertUseIsThatOfRollups();
        assertThat(query("select distinct writer from gauger_account_use")).containsExactly(nodeOfThatStart.toString());
    }

    private void assertUseIsThatOfRollups() throws SQLException {
        String sums = "select concat(account_id, ' ', bucket, ' ', sum(requests), ' ', sum(units)) from ";
        String groups = " group by account_id, bucket having sum(requests) > 0 order by 1";
        assertThat(query(sums + "gauger_account_use" + groups))
                .isNotEmpty()
                .isEqualTo(query(sums + "gauger_rollup where account_id is not null" + groups));
    }

    @Test
    void anUpgradeKeepsTheOperatorTokensThatWereThere() throws Exception {
        try (SchemaLock lock = SchemaLock.take(this::connect)) {
            Database database = lock.database();
            new Migrations(List.of(
                            Migration.shipped(database, 1, "records_and_operator_tokens"),
                            Migration.shipped(database, 2, "rollups"),
                            Migration.shipped(database, 3, "dead_letters"),
                            Migration.shipped(database, 4, "retention"),
                            Migration.shipped(database, 5, "nodes"),
                            Migration.shipped(database, 6, "accounts")))
                    .apply(lock.connection());
        }
        execute("insert into gauger_operator_token (hash, prefix, created_at) values ('" + TokenHashes.hex("gat_old")
                + "', 'gat_old', 7)");

        Settings settings = Settings.of(Map.of("gauger.data-dir", directory.toString()));
        try (Store store = Store.open(
                StoreSettings.of(settings, getClass().getClassLoader()), this::connect, NodeIdentity.ofThisStart())) {
            assertThat(store.operatorTokens().find("gat_old").may(Permission.WRITE))
                    .isTrue();
            OperatorToken token =
                    store.directory().operatorTokens(null, null, 10).get(0);
            assertThat(token.id()).isEqualTo("tok_" + TokenHashes.hex("gat_old").substring(0, 16));
            assertThat(token.updatedAt()).isEqualTo(Instant.ofEpochMilli(7));
            assertThat(token.version()).isEqualTo(1);
        }
    }

    @Test
    void anUpgradeThatWasStoppedGoesOnWhereItWas() throws Exception {
        List<UsageRecord> records = Records.ordinary(100);
        List<RecordRow> rows = records.stream().map(RecordRow::new).toList();
        try (SchemaLock lock = SchemaLock.take(this::connect)) {
            Migrations.shipped(lock.database()).apply(lock.connection());
            Bulk bulk = lock.database().bulk();
            bulk.insert(lock.connection(), RecordTable.TABLE, rows);
            lock.connection().setAutoCommit(false);
            RollupTable.add(lock.connection(), bulk, Rollup.of(rows.subList(0, 40), new UUID(0, 0)));
            lock.connection().commit();
            lock.connection().setAutoCommit(true);
        }
        execute("update gauger_upgrade set last_id = '" + rows.get(39).id + "'");

        Settings settings = Settings.of(Map.of("gauger.data-dir", directory.toString()));
        try (Store store = Store.open(
                StoreSettings.of(settings, getClass().getClassLoader()), this::connect, NodeIdentity.ofThisStart())) {
            new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(1));
        }
    }

    @Test
    void aNodeThatWaitsTooLongForAnotherSaysSo() throws Exception {
        try (SchemaLock other = SchemaLock.take(this::connect)) {
            assertThat(other.connection().isValid(10)).isTrue();

            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> SchemaLock.take(this::connect))
                    .withMessage("Another node is migrating the database (it has locked row 0 of gauger_schema);"
                            + " this one waits for it");
        }
        apply(CREATE);
    }

    @Test
    void connectionsGoBackToTheirPoolAsTheyCame() throws Exception {
        for (boolean autoCommit : List.of(false, true)) {
            try (SmallPool pool = new SmallPool(autoCommit, connect(), connect())) {
                apply(pool, CREATE, EXTEND);

                pool.assertAllAreBackAsTheyCame();
            }
        }
        assertThat(query("select a, b from t")).containsExactly("1 null");
    }

    @Test
    void connectionsGoBackToTheirPoolAsTheyCameAfterAFailureToo() throws Exception {
        Migration failing = new Migration(1, "create", "no sql;");
        for (boolean autoCommit : List.of(false, true)) {
            try (SmallPool pool = new SmallPool(autoCommit, connect(), connect())) {
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> apply(pool, failing));

                pool.assertAllAreBackAsTheyCame();
                apply();
            }
        }
    }

    @Test
    void aPoolOfOneConnectionIsTooSmallAndGetsItBackUnlocked() throws Exception {
        try (SmallPool pool = new SmallPool(true, connect())) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> SchemaLock.take(pool))
                    .withMessage("The data source must allow two connections at least, as a start needs two at once,"
                            + " and gave only one: The database, or the server's data source for it, cannot be used"
                            + " (SQLState unknown, code 0); the log has the cause");

            pool.assertAllAreBackAsTheyCame();
            apply(CREATE);
        }
    }

    final void apply(Migration... migrations) throws SQLException {
        apply(this::connect, migrations);
    }

    private static void apply(Connections connections, Migration... migrations) throws SQLException {
        try (SchemaLock lock = SchemaLock.take(connections)) {
            new Migrations(List.of(migrations)).apply(lock.connection());
        }
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    final List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join(" ", columns));
            }
        }
        return rows;
    }

    /** A connection to a database that is empty at the first call in a test, and the same for the rest of it. */
    abstract Connection connect() throws SQLException;
}
