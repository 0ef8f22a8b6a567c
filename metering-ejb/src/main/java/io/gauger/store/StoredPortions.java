package io.gauger.store;

import io.gauger.reserve.Entry;
import io.gauger.reserve.Figures;
import io.gauger.reserve.PortionSource;
import io.gauger.reserve.Subject;
import io.gauger.reserve.TakenForDeadException;
import io.gauger.store.PortionTable.Reserved;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What nodes share, in the database. An exchange locks the rows of its subjects in the order of their ids, so that others
 * wait for each other there but not in a circle; the writers of records do not wait for it. Safe for concurrent use.
 */
final class StoredPortions implements PortionSource {
    /** An incarnation that says nothing for so long is taken for dead. */
    static final Duration SILENT_AFTER = Duration.ofMinutes(3);

    private static final Duration WANTED = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;

    private final EntityManagers managers;
    private final Database database;
    private final Supplier<UUID> node;
    private final UUID incarnation;
    private final LongSupplier milliseconds;

    /** Whether others were told that this incarnation lives. */
    private volatile boolean told;

    /** In the name of this incarnation of a node; the milliseconds are asked for where the database has no clock. */
    StoredPortions(
            EntityManagers managers,
            Database database,
            Supplier<UUID> node,
            UUID incarnation,
            LongSupplier milliseconds) {
        this.managers = managers;
        this.database = database;
        this.node = node;
        this.incarnation = incarnation;
        this.milliseconds = milliseconds;
    }

    @Override
    public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
        for (int attempt = 1; ; attempt++) {
            try {
                D division = managers.change(connection -> exchange(connection, subjects, divider));
                told = true;
                return division;
            } catch (TakenForDeadException e) {
                told = false;
                throw e;
            } catch (StoreUnavailableException e) {
                if (FailureKind.of(e) != FailureKind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Set<Subject> wanted(Set<Subject> among) {
        return managers.change(connection -> {
            Set<Subject> wanted = new HashSet<>(PortionTable.wanted(connection, now(connection)));
            wanted.retainAll(among);
            return wanted;
        });
    }

    /** Gives back everything, as this incarnation ends and all that it recorded is written. */
    void release() {
        managers.inTransaction(connection -> {
            database.beginWriting(connection);
            PortionTable.remove(connection, incarnation);
            return incarnation;
        });
        told = false;
    }

    private <D extends Division> D exchange(Connection connection, List<Subject> subjects, Divider<D> divider)
            throws SQLException {
        database.beginWriting(connection);
        long now = now(connection);
        long seenSince = now - SILENT_AFTER.toMillis();
        List<Reserved> reserved = subjects.stream().map(Reserved::of).toList();
        Map<UUID, Long> wantedUntil = PortionTable.lock(connection, database.bulk(), reserved);
        if (!PortionTable.noteAlive(connection, incarnation, node.get(), now) && told) {
            // as what it wrote may be folded, nobody can tell what it still has outstanding
            throw new TakenForDeadException();
        }
        int nodes = PortionTable.living(connection, seenSince);
        List<Figures> figures = new ArrayList<>();
        for (Reserved each : reserved) {
            boolean wanted = wantedUntil.getOrDefault(each.id(), 0L) > now;
            figures.add(PortionTable.figures(connection, each, incarnation, seenSince, nodes, wanted));
        }
        D division = divider.divide(figures);
        List<Entry> entries = division.entries();
        for (int i = 0; i < reserved.size(); i++) {
            PortionTable.note(
                    connection, reserved.get(i), incarnation, entries.get(i).granted());
            if (entries.get(i).wanted()) {
                PortionTable.want(connection, reserved.get(i), now + WANTED.toMillis());
            }
        }
        return division;
    }

    private long now(Connection connection) throws SQLException {
        return database.clock(connection, milliseconds);
    }
}
