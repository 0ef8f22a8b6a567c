package io.gauger.store;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.node.KnownNode;
import io.gauger.node.NodeIdentity;
import io.gauger.store.NodeTable.SignOfLife;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says in the database, every minute, that this node lives, and notices whether another one lives under the same id, as
 * copies of a machine do: then the one whose signs of life are not in the row takes another id. Who finds a sign that is
 * not its own waits until it is old, which is when the other is dead (this node before it was killed, mostly), or followed
 * by a next one, which is when the other lives. Until then both use the id, which costs time at most. One thread at a
 * time; {@link #known} is safe for concurrent use.
 */
final class NodeLease {
    private static final System.Logger LOG = System.getLogger(NodeLease.class.getName());
    private static final long EVERY = Duration.ofMinutes(1).toNanos();
    private static final long EVERY_WHILE_WATCHING = Duration.ofSeconds(10).toNanos();
    private static final int ATTEMPTS = 4;

    private final EntityManagers managers;
    private final Database database;
    private final NodeIdentity identity;
    private final LongSupplier nanoTime;
    private final ReentrantLock working = new ReentrantLock();

    /** This node's last sign of life; and the next, which may be in the row too if the answer of a commit got lost. */
    private UUID beat = UUID.randomUUID();

    private UUID nextBeat = UUID.randomUUID();

    /** The sign of life that was in the row and is not this node's. */
    private @Nullable UUID foreignBeat;

    private long notBefore;
    private volatile boolean failing;
    private volatile List<KnownNode> known = List.of();

    /** What the row says. */
    private enum Finding {
        /** The id is this node's from now on. */
        MINE,
        /** Somebody else had it not long ago. */
        PERHAPS_TAKEN,
        /** Somebody else has it. */
        TAKEN
    }

    NodeLease(EntityManagers managers, Database database, NodeIdentity identity, LongSupplier nanoTime) {
        this.managers = managers;
        this.database = database;
        this.identity = identity;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /** Does so if it is time to; a failure is logged here. */
    void renewIfDue() {
        if (nanoTime.getAsLong() - notBefore >= 0 && working.tryLock()) {
            try {
                renew();
            } finally {
                working.unlock();
            }
        }
    }

    /** Says that the node is stopped, unless the database was away just now; a failure means that it is found silent. */
    void release() {
        if (failing || !working.tryLock()) {
            return;
        }
        try {
            managers.inTransaction(connection -> {
                database.beginWriting(connection);
                NodeTable.noteStopped(connection, identity.id(), beat, nextBeat, now(connection));
                return known;
            });
        } catch (RuntimeException | LinkageError e) {
            LOG.log(DEBUG, "That this node is stopped is not told in the database", e);
        } finally {
            working.unlock();
        }
    }

    /** The nodes of the database as of the last sign of life, those seen last first. */
    List<KnownNode> known() {
        return known;
    }

    private void renew() {
        try {
            Finding finding = renewOnce();
            if (finding == Finding.TAKEN) {
                leave();
                finding = renewOnce();
            }
            notBefore = nanoTime.getAsLong() + (finding == Finding.MINE ? EVERY : EVERY_WHILE_WATCHING);
            if (failing) {
                LOG.log(INFO, "The database knows again that this node lives");
            }
            failing = false;
        } catch (RuntimeException e) {
            notBefore = nanoTime.getAsLong() + EVERY;
            if (!failing) {
                LOG.log(
                        WARNING,
                        "The database cannot be told that this node, " + identity.id()
                                + ", lives; records are written all the same, and it is tried again each minute",
                        e);
            }
            failing = true;
        }
    }

    private Finding renewOnce() {
        for (int attempt = 1; ; attempt++) {
            try {
                Look look = managers.inTransaction(this::look);
                if (look.finding() == Finding.MINE) {
                    beat = nextBeat;
                    nextBeat = UUID.randomUUID();
                }
                foreignBeat = look.foreignBeat();
                known = look.known();
                return look.finding();
            } catch (StoreUnavailableException e) {
                if (FailureKind.of(e) != FailureKind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** What one transaction found, and left. */
    private record Look(Finding finding, @Nullable UUID foreignBeat, List<KnownNode> known) {}

    private Look look(Connection connection) throws SQLException {
        database.beginWriting(connection);
        long now = now(connection);
        UUID id = identity.id();
        SignOfLife there = NodeTable.lock(connection, id);
        Finding finding = judge(there, now);
        if (finding == Finding.MINE) {
            NodeTable.note(connection, id, new SignOfLife(nextBeat, now), identity.description(), there != null);
        }
        UUID foreign = finding == Finding.PERHAPS_TAKEN && there != null ? there.beat() : null;
        return new Look(finding, foreign, NodeTable.list(connection, now));
    }

    private Finding judge(@Nullable SignOfLife there, long now) {
        UUID last = there == null ? null : there.beat();
        if (there == null || last == null || last.equals(beat) || last.equals(nextBeat) || there.isOld(now)) {
            return Finding.MINE;
        }
        return foreignBeat == null || last.equals(foreignBeat) ? Finding.PERHAPS_TAKEN : Finding.TAKEN;
    }

    private void leave() {
        UUID left = identity.id();
        identity.takeAnother();
        beat = UUID.randomUUID();
        nextBeat = UUID.randomUUID();
        foreignBeat = null;
        LOG.log(
                WARNING,
                "Another node runs with the id {0}, as a copy of a machine or of its data directory does; this node is"
                        + " {1} from now on. No total changes by that",
                left,
                identity.id());
    }

    private long now(Connection connection) throws SQLException {
        return database.clock(connection, System::currentTimeMillis);
    }
}
