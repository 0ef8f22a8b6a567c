package io.gauger.store;

import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed attempt means for the next one. */
enum FailureKind {
    /** The connection is of no use any more, or leads to a server that takes no writes; another may be better. */
    CONNECTION,
    /** It was given up for the time it took; less at once may go well. The connection may be of no use any more. */
    TIMEOUT,
    /** Another transaction was in the way, and is over now. */
    CONFLICT,
    /** The database refuses this row, and will do so again. */
    DATA,
    /** Anything else: the same may go well later. */
    OTHER;

    private static final String DUPLICATE = "23505";

    /** Serialization failures and deadlocks; and what another writer inserted a moment before. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", DUPLICATE);

    /** Cancelled, and a transaction that lasted too long, with which PostgreSQL ends the connection. */
    private static final Set<String> TIMEOUTS = Set.of("57014", "25P04");

    /** By the administrator or a crash; in all of these the server ends the connection. The last is MariaDB's. */
    private static final Set<String> SHUTDOWNS = Set.of("57P01", "57P02", "57P03", "57P05", "70100");

    /** Of a standby, perhaps, that was the primary when the connection was made: a new one leads to who is now. */
    private static final String READ_ONLY = "25006";

    /** The same of MariaDB. */
    private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1836);

    private static final int H2_CONCURRENT_UPDATE = 90131;
    private static final int H2_DATABASE_CLOSED = 90098;
    private static final int MARIADB_DUPLICATE = 1062;
    private static final int MARIADB_STATEMENT_TIMEOUT = 1969;

    /** Nobody answered when a connection was to be made. */
    private static final String NOT_CONNECTED = "08001";

    /** The kind of the innermost database error that tells one. */
    static FailureKind of(Throwable failure) {
        FailureKind kind = OTHER;
        boolean connecting = false;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AssertionError) {
                return CONNECTION;
            }
            if (each instanceof SQLException database) {
                FailureKind found = ofState(database);
                if (found == OTHER && each instanceof BatchUpdateException && database.getNextException() != null) {
                    found = ofState(database.getNextException());
                }
                kind = found == OTHER ? kind : found;
                connecting |= NOT_CONNECTED.equals(database.getSQLState());
            }
            if (each instanceof SocketTimeoutException && !connecting) {
                return TIMEOUT;
            }
        }
        return kind;
    }

    private static FailureKind ofState(SQLException failure) {
        String state = failure.getSQLState();
        int code = failure.getErrorCode();
        if (TIMEOUTS.contains(String.valueOf(state))
                || code == MARIADB_STATEMENT_TIMEOUT
                || failure instanceof SQLTimeoutException) {
            return TIMEOUT;
        }
        if (READ_ONLY.equals(state) || READ_ONLY_CODES.contains(code)) {
            return CONNECTION;
        }
        if (SHUTDOWNS.contains(String.valueOf(state)) || code == H2_DATABASE_CLOSED || isKind(state, "08")) {
            return CONNECTION;
        }
        if (CONFLICTS.contains(String.valueOf(state)) || code == H2_CONCURRENT_UPDATE || code == MARIADB_DUPLICATE) {
            return CONFLICT;
        }
        return isKind(state, "22") || isKind(state, "23") ? DATA : OTHER;
    }

    private static boolean isKind(@Nullable String state, String kind) {
        return state != null && state.startsWith(kind);
    }
}
