package io.gauger.server;

import java.nio.file.Path;

/**
 * A PostgreSQL on the loopback address that the server itself is to know as a data source, as an operator sets one up:
 * with {@link #NAME} as near to its JNDI name as the server lets it be.
 *
 * @param driver the JAR of the JDBC driver
 */
public record ServerDataSource(Path driver, int port, String database, String user, String password) {
    static final String NAME = "jdbc/usage";
    static final String CLASS = "org.postgresql.ds.PGSimpleDataSource";

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** As {@code asadmin} takes them, for which a URL would have to be escaped. */
    String properties() {
        return "serverName=127.0.0.1:portNumber=" + port + ":databaseName=" + database + ":user=" + user + ":password="
                + password;
    }
}
