package io.gauger.store;

import static java.lang.System.Logger.Level.INFO;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings a schema up to date. What is applied is noted in {@code gauger_schema}; a script that was changed after it
 * was applied, or a schema from a later version of Gauger, is refused, and no data is ever dropped.
 */
final class Migrations {
    private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

    private final List<Migration> migrations;

    /** These steps, in the order of their versions, which begin at 1. */
    Migrations(List<Migration> migrations) {
        this.migrations = List.copyOf(migrations);
    }

    /** The steps that this version ships. */
    static Migrations shipped(Database database) {
        return new Migrations(List.of(
                Migration.shipped(database, 1, "records_and_operator_tokens"),
                Migration.shipped(database, 2, "rollups"),
                Migration.shipped(database, 3, "dead_letters"),
                Migration.shipped(database, 4, "retention"),
                Migration.shipped(database, 5, "nodes"),
                Migration.shipped(database, 6, "accounts"),
                Migration.shipped(database, 7, "plans"),
                Migration.shipped(database, 8, "reservations"),
                Migration.shipped(database, 9, "counts"),
                Migration.shipped(database, 10, "routes"),
                Migration.shipped(database, 11, "prices"),
                Migration.shipped(database, 12, "ledger"),
                Migration.shipped(database, 13, "budgets"),
                Migration.shipped(database, 14, "purchases"),
                Migration.shipped(database, 15, "rerating"),
                Migration.shipped(database, 16, "alerts"),
                Migration.shipped(database, 17, "plan_charges"),
                Migration.shipped(database, 18, "plan_terms")));
    }

    /**
     * Applies what is missing, each step in a transaction, which stays open if it fails.
     *
     * @param connection of the {@link SchemaLock}, whose end rolls back what is open
     * @throws SchemaException if the schema is not one of ours or a later one
     */
    void apply(Connection connection) throws SQLException {
        SortedMap<Integer, String> applied = applied(connection);
        refuseLater(applied);
        for (Migration migration : migrations) {
            String checksum = applied.get(migration.version());
            if (checksum == null) {
                run(migration, connection);
            } else if (!checksum.equals(migration.checksum())) {
                throw new SchemaException("Migration " + migration.version() + " (" + migration.name()
                        + ") was changed after it was applied to this database: give back the released"
                        + " Gauger JAR, or restore the table gauger_schema");
            }
        }
    }

    private void refuseLater(SortedMap<Integer, String> applied) {
        int latest = migrations.stream().mapToInt(Migration::version).max().orElse(0);
        if (!applied.isEmpty() && applied.lastKey() > latest) {
            throw new SchemaException("The database's schema has version " + applied.lastKey()
                    + ", this Gauger knows versions up to " + latest
                    + ": deploy the later Gauger again, or give this one another database");
        }
    }

    /** Where DDL commits by itself (H2), a step that was interrupted runs again: its statements are repeatable. */
    private static void run(Migration migration, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (LiftedLimit limit = LiftedLimit.on(connection);
                Statement statement = limit.connection().createStatement()) {
            for (String sql : migration.statements()) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement note = connection.prepareStatement(
                "insert into gauger_schema (version, name, checksum, applied_at) values (?, ?, ?, ?)")) {
            note.setInt(1, migration.version());
            note.setString(2, migration.name());
            note.setString(3, migration.checksum());
            note.setLong(4, System.currentTimeMillis());
            note.executeUpdate();
        }
        connection.commit();
        connection.setAutoCommit(true);
        LOG.log(INFO, "Applied migration {0} ({1}) to the database", migration.version(), migration.name());
    }

    private static SortedMap<Integer, String> applied(Connection connection) throws SQLException {
        SortedMap<Integer, String> applied = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select version, checksum from gauger_schema where version > 0")) {
            while (rows.next()) {
                applied.put(rows.getInt(1), rows.getString(2));
            }
        }
        return applied;
    }
}
