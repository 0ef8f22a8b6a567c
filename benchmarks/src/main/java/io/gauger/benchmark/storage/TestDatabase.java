package io.gauger.benchmark.storage;

import io.gauger.node.NodeIdentity;
import io.gauger.record.UsageRecord;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A kind of database, of which each run gets an empty one with Gauger's schema. */
abstract class TestDatabase implements AutoCloseable {
    private int databases;

    /** One by its name: {@code postgresql}, on disk and durable; {@code mariadb} and {@code h2}, as by default. */
    static TestDatabase named(String name) throws IOException {
        return switch (name) {
            case "postgresql" -> new Postgres();
            case "mariadb" -> new Maria();
            case "h2" -> new H2();
            default -> throw new IllegalArgumentException(name + " is none of postgresql, mariadb, h2");
        };
    }

    /** The address of a new database with Gauger's schema, and with the sample's prices if it is to have them. */
    final String create(boolean priced) throws SQLException {
        String url = empty("gauger_" + databases++);
        try (Store store = store(url)) {
            if (priced) {
                SamplePrices.create(store);
            }
        }
        return url;
    }

    /** Opens one of these. */
    static Store store(String url) {
        Settings settings =
                Settings.of(Map.of("gauger.jdbc-url", url, "gauger.admin-token", "of-no-use-in-benchmarks"));
        return Store.open(StoreSettings.of(settings, TestDatabase.class.getClassLoader()), NodeIdentity.ofThisStart());
    }

    final Writer gauger(String url) {
        Store store = store(url);
        return new Writer() {
            @Override
            public void write(List<UsageRecord> batch) {
                store.append(batch, false);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** Plain JDBC on the same database, with the driver's option for batches. */
    abstract Writer plain(String url) throws SQLException;

    abstract String empty(String name) throws SQLException;

    abstract Connection connect(String url) throws SQLException;

    @Override
    public abstract void close() throws IOException;
}
