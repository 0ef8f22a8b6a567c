package io.gauger.store;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * What the tables need from time to time: room for records to come, and that those older than retention go, and nodes that
 * are long dead, that credits end with their term, and that starts of nodes leave nothing behind that grows. In small steps, as
 * the thread has records to write. For one thread at a time.
 */
final class Upkeep {
    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final long PAUSE = Duration.ofMinutes(10).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofHours(6).toNanos();
    private static final long LONGEST_STEP = Duration.ofMillis(200).toNanos();

    /** Of what a record must not wait for. */
    private static final long LONGEST_OF_MONEY = Duration.ofMillis(50).toNanos();

    private static final Duration NODES_KEPT = Duration.ofDays(30);

    /** Of incarnations that say nothing any more; they do not count long before. */
    private static final Duration PORTIONS_KEPT = Duration.ofHours(1);

    /** From the end of one round over all who spent to the next. */
    private static final long PAUSE_OF_FOLDING = Duration.ofHours(6).toNanos();

    private static final Duration ENDED_KEPT = Duration.ofDays(1);

    private final EntityManagers managers;
    private final Database database;
    private final Duration retention;
    private final LongSupplier milliseconds;
    private long notBefore = System.nanoTime();
    private long pauseAfterFailure = PAUSE;
    private final CreditExpiry expiry;
    private final SpendFolding spend;
    private boolean beginning;
    private boolean removing;
    private boolean expiring;
    private boolean folding;
    private long foldedNotBefore = System.nanoTime();
    private long agedNotBefore = System.nanoTime();
    private boolean toldOfNodes;
    private boolean toldOfCredits;
    private boolean toldOfSpend;

    /**
     * Does nothing yet.
     *
     * @param retention how long records are kept; zero for ever
     * @param milliseconds the time, since 1970-01-01T00:00Z
     */
    Upkeep(EntityManagers managers, Database database, PlanTerms terms, Duration retention, LongSupplier milliseconds) {
        this.managers = managers;
        this.database = database;
        this.retention = retention;
        this.milliseconds = milliseconds;
        this.expiry = new CreditExpiry(managers, database, terms);
        this.spend = new SpendFolding(managers, database);
    }

    /** Does some of what is due, for little longer than 200 ms; a failure is logged here, and it is tried again later. */
    void step() {
        long start = System.nanoTime();
        if (start - notBefore < 0) {
            return;
        }
        if (!removing && !expiring && !folding) {
            forgetNodes();
            expiring = true;
            folding = System.nanoTime() - foldedNotBefore >= 0;
            beginning = System.nanoTime() - agedNotBefore >= 0;
        }
        while (expiring && System.nanoTime() - start < LONGEST_OF_MONEY) {
            expiring = expireSome();
        }
        while (folding && System.nanoTime() - start < LONGEST_OF_MONEY) {
            folding = foldSome();
        }
        age(start);
        if (!removing && !expiring && !folding) {
            notBefore = System.nanoTime() + PAUSE;
        }
    }

    /** Apart from all else, as a user may lack the right to make room, and records are written all the same. */
    private void age(long start) {
        boolean due = beginning || removing;
        try {
            if (beginning) {
                beginning = false;
                removing = begin();
            }
            while (removing && System.nanoTime() - start < LONGEST_STEP) {
                removing = removeSome();
            }
            if (due && !removing) {
                pauseAfterFailure = PAUSE;
            }
        } catch (StoreUnavailableException e) {
            removing = false;
            agedNotBefore = System.nanoTime() + pauseAfterFailure;
            pauseAfterFailure = Math.min(LONGEST_PAUSE, 2 * pauseAfterFailure);
            LOG.log(
                    WARNING,
                    "The tables of usage records could not be prepared for what comes, or rid of records older than"
                            + " gauger.retention-days; this is tried again, soon and then every 6 hours, and records are written all"
                            + " the same",
                    e);
        }
    }

    /** Tells from when on records are kept before the first one goes; whether some may have to. */
    private boolean begin() {
        long now = managers.inTransaction(connection -> {
            database.beginWriting(connection);
            long earlier = now(connection);
            database.aging().makeRoom(connection, earlier);
            return earlier;
        });
        return !retention.isZero()
                && managers.inTransaction(connection -> {
                    database.beginWriting(connection);
                    Horizon wanted = new Horizon(Math.max(0, database.aging().edge(now - retention.toMillis())));
                    if (wanted.keptFrom() > Horizon.read(connection).keptFrom()) {
                        wanted.raise(connection);
                        LOG.log(
                                INFO,
                                "Usage records before {0} are removed; their totals stay",
                                Instant.ofEpochMilli(wanted.keptFrom()));
                    }
                    return true;
                });
    }

    /** Removes nodes that were not seen for 30 days, and portions that count no more; what was summed stays. */
    private void forgetNodes() {
        try {
            int gone = managers.inTransaction(connection -> {
                database.beginWriting(connection);
                long now = now(connection);
                PortionTable.forget(connection, now - PORTIONS_KEPT.toMillis(), now - ENDED_KEPT.toMillis());
                return NodeTable.forget(connection, now - NODES_KEPT.toMillis());
            });
            if (gone > 0) {
                LOG.log(INFO, "{0} nodes that were not seen for 30 days are listed no more; their totals stay", gone);
            }
            toldOfNodes = false;
        } catch (StoreUnavailableException e) {
            if (!toldOfNodes) {
                LOG.log(
                        WARNING,
                        "Nodes that are gone, and portions of quotas that count no more, cannot be removed from their tables",
                        e);
            }
            toldOfNodes = true;
        }
    }

    /** Takes back credits whose term is over; whether there may be more. What ends the round is tried again with the next look. */
    private boolean expireSome() {
        try {
            boolean more = expiry.step(managers.inTransaction(this::now));
            toldOfCredits = false;
            return more;
        } catch (StoreUnavailableException e) {
            if (!toldOfCredits) {
                LOG.log(
                        WARNING,
                        "Credits whose term is over cannot be taken back; this is tried again every 10 minutes",
                        e);
            }
            toldOfCredits = true;
            return false;
        }
    }

    /** Makes one row of what starts of nodes that are gone spent; whether there may be more. */
    private boolean foldSome() {
        try {
            boolean more = spend.step();
            if (!more) {
                foldedNotBefore = System.nanoTime() + PAUSE_OF_FOLDING;
            }
            toldOfSpend = false;
            return more;
        } catch (StoreUnavailableException e) {
            if (!toldOfSpend) {
                LOG.log(
                        WARNING,
                        "What was spent cannot be made one row for all nodes that are gone; this is tried again every 10 minutes",
                        e);
            }
            toldOfSpend = true;
            return false;
        }
    }

    /** Neither a node's clock that is ahead nor the database's may cost what is kept. */
    private long now(Connection connection) throws SQLException {
        return Math.min(milliseconds.getAsLong(), database.clock(connection, milliseconds));
    }

    private boolean removeSome() {
        return managers.inTransaction(connection -> {
            database.beginWriting(connection);
            return database.aging()
                    .removeSome(connection, Horizon.read(connection).keptFrom());
        });
    }
}
