package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of databases that there are. */
final class Databases {
    private static final List<Database> ALL = List.of(new H2Database(), new PostgresDatabase(), new MariaDatabase());

    private Databases() {}

    /**
     * Which kind is at the other end.
     *
     * @throws SchemaException if it is none of these, or one that cannot hold every text
     */
    static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Database database : ALL) {
            if (database.product().equals(product)) {
                database.check(connection);
                return database;
            }
        }
        String known = ALL.stream().map(Database::product).collect(Collectors.joining(", "));
        throw new SchemaException(
                "Gauger has no schema for the database product '" + product + "'; it has one for " + known);
    }

    /** What the driver of a JDBC URL is told unless the URL says otherwise; nothing for a URL of no kind we know. */
    static Map<String, String> driverOptions(String url) {
        for (Database database : ALL) {
            if (url.startsWith("jdbc:" + database.name() + ":")) {
                return database.driverOptions();
            }
        }
        return Map.of();
    }
}
