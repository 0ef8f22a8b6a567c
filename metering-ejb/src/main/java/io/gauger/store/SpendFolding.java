package io.gauger.store;

import static java.lang.System.Logger.Level.DEBUG;

import io.gauger.reserve.Period;
import io.gauger.reserve.Subject;
import io.gauger.store.PortionTable.Reserved;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes one row for each owner of what nodes that are gone spent in all of time, as each start of a node has one else. A writer is
 * gone if it is not in {@code gauger_incarnation}: nobody judges portions by its row any more, so whose it is makes no
 * difference to any sum. Owner by owner, each in a transaction of its own. For one thread.
 */
final class SpendFolding {
    private static final System.Logger LOG = System.getLogger(SpendFolding.class.getName());

    /** Each is found by a look at the index, so that the quarter hours between are not read. */
    private static final int OWNERS_AT_ONCE = 25;

    private static final int ROWS_AT_ONCE = 500;

    private final EntityManagers managers;
    private final Database database;

    /** Found, and not done yet. */
    private final Queue<Owner> overgrown = new ArrayDeque<>();

    /** How far this round has come. */
    private @Nullable String last;

    SpendFolding(EntityManagers managers, Database database) {
        this.managers = managers;
        this.database = database;
    }

    private record Owner(Spend.Of of, String id) {
        /** By whose rows nodes lock what they judge by this owner's sums. */
        List<Subject> judged() {
            List<Subject.Kind> kinds = of == Spend.Of.ACCOUNT
                    ? List.of(Subject.Kind.ACCOUNT_CREDITS, Subject.Kind.ACCOUNT_BUDGET)
                    : List.of(Subject.Kind.KEY_SPEND);
            return kinds.stream()
                    .map(kind -> new Subject(kind, id, Period.EVER))
                    .toList();
        }
    }

    /**
     * Does a little of it, which takes some milliseconds.
     *
     * @return whether there is more to do in this round
     */
    boolean step() {
        Owner owner = overgrown.poll();
        if (owner != null) {
            if (foldSome(owner)) {
                overgrown.add(owner);
            }
            return true;
        }
        List<String> owners = managers.inTransaction(connection -> owners(connection, last));
        if (owners.isEmpty()) {
            last = null;
            return false;
        }
        overgrown.addAll(managers.inTransaction(connection -> overgrown(connection, owners)));
        last = owners.get(owners.size() - 1);
        return true;
    }

    /** Whether there may be more; where somebody is in the way that is left for the next round. */
    private boolean foldSome(Owner owner) {
        try {
            return managers.inTransaction(connection -> {
                database.beginWriting(connection);
                return fold(connection, owner);
            });
        } catch (StoreUnavailableException e) {
            if (FailureKind.of(e) != FailureKind.CONFLICT) {
                throw e;
            }
            LOG.log(DEBUG, "What " + owner.id() + " spent by nodes that are gone is made one row later", e);
            return false;
        }
    }

    private boolean fold(Connection connection, Owner owner) throws SQLException {
        // whoever is about to be granted something by these rows is known to live when this is there
        PortionTable.lock(
                connection,
                database.bulk(),
                owner.judged().stream().map(Reserved::of).toList());
        List<UUID> rows = gone(connection, owner);
        if (rows.size() > 1) {
            Spend.fold(connection, database.bulk(), owner.of(), owner.id(), rows);
        }
        return rows.size() == ROWS_AT_ONCE;
    }

    private static List<String> owners(Connection connection, @Nullable String after) throws SQLException {
        List<String> owners = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select owner from gauger_spend where owner > ? order by owner fetch first 1 rows only")) {
            String next = after == null ? "" : after;
            while (next != null && owners.size() < OWNERS_AT_ONCE) {
                select.setString(1, next);
                try (ResultSet row = select.executeQuery()) {
                    next = row.next() ? row.getString(1) : null;
                }
                if (next != null) {
                    owners.add(next);
                }
            }
        }
        return owners;
    }

    /** Those of whom several rows could be one. */
    private static List<Owner> overgrown(Connection connection, List<String> owners) throws SQLException {
        List<Owner> overgrown = new ArrayList<>();
        String names = String.join(", ", Collections.nCopies(owners.size(), "?"));
        for (Spend.Of of : Spend.Of.values()) {
            try (PreparedStatement select =
                    connection.prepareStatement("select owner from gauger_spend where owner in ("
                            + names
                            + ") and kind = ? and bucket = ? and writer not in (select id from gauger_incarnation)"
                            + " group by owner having count(*) > 1")) {
                int place = 1;
                for (String owner : owners) {
                    select.setString(place++, owner);
                }
                select.setString(place++, of.column());
                select.setLong(place, Spend.EVER);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        overgrown.add(new Owner(of, row.getString(1)));
                    }
                }
            }
        }
        return overgrown;
    }

    /** The rows of an owner whose writers are gone. */
    private static List<UUID> gone(Connection connection, Owner owner) throws SQLException {
        List<UUID> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id from gauger_spend"
                        + " where owner = ? and kind = ? and bucket = ? and writer not in (select id from gauger_incarnation)")) {
            select.setMaxRows(ROWS_AT_ONCE);
            select.setString(1, owner.id());
            select.setString(2, owner.of().column());
            select.setLong(3, Spend.EVER);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getObject(1, UUID.class));
                }
            }
        }
        return rows;
    }
}
