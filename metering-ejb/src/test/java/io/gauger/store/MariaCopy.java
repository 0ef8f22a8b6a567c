package io.gauger.store;

import io.gauger.testing.MariaServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies a MariaDB database, which has no such statement: each table as it came to be at last, its few rows, and triggers. */
final class MariaCopy {
    private final MariaServer server;
    private final List<String> statements = new ArrayList<>();

    /** Reads what there is to copy. */
    MariaCopy(MariaServer server, String original) {
        this.server = server;
        try (Connection connection = DriverManager.getConnection(server.url(original))) {
            // tables come by their names, and may refer to later ones
            statements.add("set foreign_key_checks = 0");
            List<String> tables = texts(connection, "show tables", 1);
            for (String table : tables) {
                statements.addAll(texts(connection, "show create table " + table, 2));
            }
            for (String table : tables) {
                if (!texts(connection, "select 1 from " + table + " limit 1", 1).isEmpty()) {
                    statements.add("insert into " + table + " select * from " + original + "." + table);
                }
            }
            for (String trigger : texts(connection, "show triggers", 1)) {
                statements.addAll(texts(connection, "show create trigger " + trigger, 3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Into an empty database. */
    void into(String database) {
        try (Connection connection = DriverManager.getConnection(server.url(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Connection connection, String sql, int column) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(column));
            }
        }
        return texts;
    }
}
