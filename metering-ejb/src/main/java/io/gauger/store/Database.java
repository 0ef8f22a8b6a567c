package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.persistence.platform.database.DatabasePlatform;
import org.eclipse.persistence.platform.database.H2Platform;

/** A kind of database that we have a schema for. */
enum Database {
    H2("H2", "h2", H2Platform.class);

    private final String product;
    private final String migrations;
    private final Class<? extends DatabasePlatform> platform;

    Database(String product, String migrations, Class<? extends DatabasePlatform> platform) {
        this.product = product;
        this.migrations = migrations;
        this.platform = platform;
    }

    /** Which kind is at the other end. */
    static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Database database : values()) {
            if (database.product.equals(product)) {
                return database;
            }
        }
        throw new SchemaException("Gauger has no schema for the database product '" + product + "'; it has one for H2");
    }

    /** The folder of its migrations. */
    String migrations() {
        return migrations;
    }

    /** Told to EclipseLink, which would else read a list of product names from a file that packaging may move. */
    String platform() {
        return platform.getName();
    }
}
