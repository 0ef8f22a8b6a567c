package io.gauger.it;

import io.gauger.server.BuiltFiles;
import io.gauger.server.ServerDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL on a free port, whose user {@code usage} owns what it makes and must show a password. */
public final class Postgres implements AutoCloseable {
    public static final String USER = "usage";
    public static final String PASSWORD = "not-for-any-log";

    private final EmbeddedPostgres server;

    /** Starts it. */
    public Postgres() throws IOException {
        Path access = BuiltFiles.workFolder().resolve("pg_hba.conf");
        Files.writeString(access, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("hba_file", access.toString())
                .start();
        execute("postgres", "create user " + USER + " password '" + PASSWORD + "'");
    }

    /** The JAR of the driver, as an application or an operator gets it. */
    public static Path driver() {
        return BuiltFiles.jarOf(org.postgresql.Driver.class);
    }

    /** An empty database. */
    public void create(String database) {
        execute("postgres", "create database " + database + " owner " + USER);
    }

    int port() {
        return server.getPort();
    }

    /** Where drivers find a database. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    ServerDataSource dataSource(String database) {
        return new ServerDataSource(driver(), port(), database, USER, PASSWORD);
    }

    /** The first column of the first row, as text. */
    String ask(String database, String sql) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "nothing";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void execute(String database, String sql) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
