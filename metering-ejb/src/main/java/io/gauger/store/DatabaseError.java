package io.gauger.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the database, without SQL, values or credentials. */
final class DatabaseError {
    private static final int H2_IN_USE = 90020;

    /** Of PostgreSQL. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String READ_ONLY = "The database is read-only";
    private static final String DISK_FULL = "The database's disk is full";
    private static final String NO_CONNECTION = "The database has no connection left";
    private static final String LOCKED = "Another session keeps locked in the database what is needed";

    private DatabaseError() {}

    /** One sentence for an operator; the log holds the cause. */
    static String describe(Throwable failure) {
        SQLException outermost = null;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SchemaException) {
                return String.valueOf(each.getMessage());
            }
            if (each instanceof SQLException database) {
                if (database.getSQLState() != null) {
                    return describe(database);
                }
                // A server's pool wraps what the driver said.
                outermost = outermost == null ? database : outermost;
            }
            if (each instanceof AssertionError) {
                return "The connection to the database broke in the middle of a batch; the log has the cause";
            }
        }
        if (outermost != null) {
            return describe(outermost);
        }
        return "The database cannot be used (" + failure.getClass().getSimpleName() + "); the log has the cause";
    }

    private static String describe(SQLException failure) {
        String state = failure.getSQLState();
        if (failure.getErrorCode() == H2_IN_USE) {
            return "The database file is in use by another process";
        }
        if (INSUFFICIENT_PRIVILEGE.equals(state)) {
            return "The database denies its user a right that is needed; the first start needs that to create tables"
                    + " (" + code(state, failure.getErrorCode()) + "); the log has the cause";
        }
        String what = what(String.valueOf(state), failure.getErrorCode());
        return what + " (" + code(state, failure.getErrorCode()) + "); the log has the cause";
    }

    /** MariaDB has states for few failures; the numbers are its, and H2's. */
    private static String what(String state, int code) {
        return switch (code) {
            case 1290, 1836, 90097 -> READ_ONLY;
            case 1021, 1114 -> DISK_FULL;
            case 1040, 1203, 1226 -> NO_CONNECTION;
            case 1205, 50200 -> LOCKED;
            default -> what(state);
        };
    }

    private static String what(String state) {
        return switch (state) {
            case "25006" -> READ_ONLY;
            case "53100" -> DISK_FULL;
            case "53300" -> NO_CONNECTION;
            case "55P03" -> LOCKED;
            case "null" -> "The database, or the server's data source for it, cannot be used";
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08" -> "The database cannot be reached";
                    case "28" -> "The database refuses the user or password";
                    case "3D" -> "The server has no database of this name";
                    case "40" -> "The database gave up a transaction for another one";
                    case "53" -> "The database is out of resources";
                    case "57" -> "The database is being shut down or cancelled the statement";
                    case "58" -> "The database's files cannot be used";
                    default -> "The database refused an operation";
                };
        };
    }

    private static String code(@Nullable String state, int code) {
        return "SQLState " + (state == null ? "unknown" : state) + ", code " + code;
    }
}
