package io.gauger.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.persistence.platform.database.DatabasePlatform;
import org.eclipse.persistence.platform.database.H2Platform;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/** A kind of database that we have a schema for: its names, its migrations, and what its driver is told. */
enum Database {
    H2("H2", "h2", "HYT00", H2Platform.class),
    POSTGRESQL("PostgreSQL", "postgresql", "55P03", PostgreSQLPlatform.class);

    private final String product;
    private final String name;
    private final String locked;
    private final Class<? extends DatabasePlatform> platform;

    Database(String product, String name, String locked, Class<? extends DatabasePlatform> platform) {
        this.product = product;
        this.name = name;
        this.locked = locked;
        this.platform = platform;
    }

    /**
     * Which kind is at the other end.
     *
     * @throws SchemaException if it is none of these, or one that cannot hold every text
     */
    static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Database database : values()) {
            if (database.product.equals(product)) {
                database.refuseOtherEncodings(connection);
                return database;
            }
        }
        String known = Arrays.stream(values()).map(each -> each.product).collect(Collectors.joining(", "));
        throw new SchemaException(
                "Gauger has no schema for the database product '" + product + "'; it has one for " + known);
    }

    /** What the driver of a JDBC URL is told unless the URL says otherwise; nothing for a URL of no kind we know. */
    static Map<String, String> driverOptions(String url) {
        for (Database database : values()) {
            if (url.startsWith("jdbc:" + database.name + ":")) {
                return database.driverOptions();
            }
        }
        return Map.of();
    }

    /** In seconds. A server that falls silent must not hold up the timer for ever, as it would by default. */
    private Map<String, String> driverOptions() {
        return switch (this) {
            case H2 -> Map.of();
            case POSTGRESQL ->
                Map.of(
                        "connectTimeout",
                        "10",
                        "socketTimeout",
                        "60",
                        "tcpKeepAlive",
                        "true",
                        "ApplicationName",
                        "gauger");
        };
    }

    /** One character that the database cannot hold would keep a whole batch out, and all behind it, for ever. */
    private void refuseOtherEncodings(Connection connection) throws SQLException {
        if (this != POSTGRESQL) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_encoding")) {
            if (row.next() && !row.getString(1).equals("UTF8")) {
                throw new SchemaException("The database has the encoding " + row.getString(1)
                        + ", which cannot hold every text: give Gauger one that was created with encoding 'UTF8'");
            }
        }
    }

    /** Until the transaction ends. H2 has such a limit by itself, PostgreSQL waits for ever. */
    void limitWaitForLocks(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = '3s'");
            }
        }
    }

    /** Whether that limit was reached. */
    boolean isLocked(SQLException failure) {
        return locked.equals(failure.getSQLState());
    }

    /** The folder of its migrations. */
    String migrations() {
        return name;
    }

    /** Told to EclipseLink, which would else read a list of product names from a file that packaging may move. */
    String platform() {
        return platform.getName();
    }
}
