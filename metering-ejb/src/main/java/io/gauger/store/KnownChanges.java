package io.gauger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the number of the last change, once for all that a node keeps in memory, and has each read what is newer than it
 * knows, in the same transaction. Safe for concurrent use.
 */
final class KnownChanges {
    /** The number before the first. */
    static final long BEFORE_ALL = -1;

    private final EntityManagers managers;
    private final Database database;
    private final List<Follower> followers;

    KnownChanges(EntityManagers managers, Database database, List<Follower> followers) {
        this.managers = managers;
        this.database = database;
        this.followers = List.copyOf(followers);
    }

    /** What a node keeps in memory of tables whose rows have numbers of changes. Called by one thread at a time. */
    interface Follower {
        /** Up to which number it knows them; {@link #BEFORE_ALL} if it knows nothing. */
        long lastChange();

        /**
         * Reads what changed.
         *
         * @param after the number up to which it is known; {@link #BEFORE_ALL} if all is read anew
         * @param number the number of the last change
         * @return takes what was read, once the transaction has ended well
         */
        Runnable read(Connection connection, long after, long number) throws SQLException;
    }

    /**
     * Reads what others changed.
     *
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked; what is known stays
     */
    synchronized void refresh() {
        boolean anew = followers.stream().anyMatch(follower -> follower.lastChange() == BEFORE_ALL);
        Found found = anew ? lookAtOneMoment(false) : managers.inTransaction(connection -> look(connection, false));
        if (found.isRestored) {
            found = lookAtOneMoment(true);
        }
        found.taken.forEach(Runnable::run);
        if (found.fault != null) {
            throw found.fault;
        }
    }

    /** What is to be taken, and what went wrong with one of them, which must not keep the others from it. */
    private static final class Found {
        private final List<Runnable> taken = new ArrayList<>();
        private @Nullable RuntimeException fault;
        private boolean isRestored;

        void read(Follower follower, Connection connection, long after, long number) throws SQLException {
            try {
                taken.add(follower.read(connection, after, number));
            } catch (RuntimeException e) {
                fault = fault == null ? e : fault;
            }
        }
    }

    /** A row that was unknown and changes meanwhile would be so until the next look. */
    private Found lookAtOneMoment(boolean restored) {
        return managers.inTransaction(connection -> {
            try (Snapshot moment = database.beginSnapshot(connection)) {
                return look(moment.connection(), restored);
            }
        });
    }

    /**
     * Reads what is newer than what is known.
     *
     * @param restored whether the database forgot what this node knows, as one does that was restored
     */
    private Found look(Connection connection, boolean restored) throws SQLException {
        Found found = new Found();
        long number = number(connection);
        for (Follower follower : followers) {
            long after = restored ? BEFORE_ALL : follower.lastChange();
            found.isRestored |= number < after;
            if (after != number && !found.isRestored) {
                found.read(follower, connection, after, number);
            }
        }
        return found;
    }

    private static long number(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select number from gauger_change where id = 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
