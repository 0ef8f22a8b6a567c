package io.gauger.store;

import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.StoredRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store that is open while a test runs, on connections that can fail. */
abstract class OpenStore {
    @TempDir
    Path directory;

    FaultyConnections connections;
    Store store;

    /** By which a store goes that is opened, in milliseconds since 1970-01-01T00:00Z. */
    LongSupplier clock = System::currentTimeMillis;

    /** Connections to a database that is empty at the first call in a test, and the same for the rest of it. */
    abstract Connections database();

    @BeforeEach
    void open() {
        connections = new FaultyConnections(database());
        store = reopened();
    }

    @AfterEach
    void close() {
        connections.comeBack();
        store.close();
    }

    final Store reopened() {
        return reopened(connections);
    }

    final Store reopened(Connections connections) {
        return reopened(connections, 0);
    }

    final Store reopened(Connections connections, int retentionDays) {
        return reopened(connections, "gauger.retention-days", Integer.toString(retentionDays));
    }

    final Store reopened(Connections connections, String setting, String value) {
        Settings settings = Settings.of(Map.of("gauger.data-dir", directory.toString(), setting, value));
        return Store.open(
                StoreSettings.of(settings, getClass().getClassLoader()),
                connections,
                NodeIdentity.ofThisStart(),
                () -> clock.getAsLong());
    }

    final List<StoredRecord> list(RecordFilter... filters) {
        return store.records()
                .list(new RecordQuery(null, null, List.of(filters), null, 1000))
                .records();
    }

    /** By SQL, behind the store's back. */
    final void execute(String sql) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    static RecordFilter text(Field field, String value) {
        return new RecordFilter.Text(field, value);
    }

    static RecordFilter number(Field field, String value) {
        return new RecordFilter.Quantity(field, new BigDecimal(value));
    }
}
