package io.gauger.store;

import io.gauger.account.Administration;
import io.gauger.account.Changes;
import io.gauger.account.RefusedChange;
import io.gauger.admit.Hash;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Changes accounts and keys. Whoever changes waits for the change before, by the row of their numbers. */
final class StoredAdministration implements Administration {
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration ANSWERS_KEPT = Duration.ofDays(1);

    private final EntityManagers managers;
    private final Database database;
    private final PlanTerms terms;
    private final LongSupplier milliseconds;
    private final Runnable afterwards;

    /**
     * With what is to be done after each change.
     *
     * @param milliseconds the time, since 1970-01-01T00:00Z
     */
    StoredAdministration(
            EntityManagers managers,
            Database database,
            PlanTerms terms,
            LongSupplier milliseconds,
            Runnable afterwards) {
        this.managers = managers;
        this.database = database;
        this.terms = terms;
        this.milliseconds = milliseconds;
        this.afterwards = afterwards;
    }

    @Override
    public <T> T change(String actor, Function<Changes, T> work) {
        return within(actor, (connection, changes) -> work.apply(changes));
    }

    /** As {@link #change}, for work of the store itself. */
    <T> T within(String actor, Work<T> work) {
        T result = inTransaction(actor, work);
        afterwards.run();
        return result;
    }

    @Override
    public byte[] once(String actor, String idempotencyKey, String request, Function<Changes, byte[]> work) {
        return onceWithin(actor, idempotencyKey, request, (connection, changes) -> work.apply(changes));
    }

    /** As {@link #once}, for work of the store itself. */
    byte[] onceWithin(String actor, String idempotencyKey, String request, Work<byte[]> work) {
        SealedAnswer sealed = new SealedAnswer(actor, idempotencyKey);
        String hash = Hash.of(request).hex();
        byte[] answer = inTransaction(actor, (connection, changes) -> {
            long oldest = Instant.now().minus(ANSWERS_KEPT).toEpochMilli();
            byte[] given = find(connection, sealed, hash, oldest);
            if (given != null) {
                return given;
            }
            byte[] made = work.with(connection, changes);
            forget(connection, oldest);
            keep(connection, sealed, hash, made);
            return made;
        });
        afterwards.run();
        return answer;
    }

    /** Reads what is changed, as after each change. */
    void refresh() {
        afterwards.run();
    }

    /** One change, of which this node does not hear before {@link #refresh}. */
    <T> T inTransaction(String actor, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return managers.change(connection -> {
                    database.beginWriting(connection);
                    Instant now = Instant.ofEpochMilli(milliseconds.getAsLong());
                    return work.with(
                            connection,
                            new StoredChanges(connection, database.bulk(), terms, actor, next(connection), now));
                });
            } catch (StoreUnavailableException e) {
                if (FailureKind.of(e) != FailureKind.CONFLICT || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The number of this transaction's change; who comes later waits for its end. */
    static long next(Connection connection) throws SQLException {
        try (PreparedStatement update =
                        connection.prepareStatement("update gauger_change set number = number + 1 where id = 1");
                PreparedStatement select =
                        connection.prepareStatement("select number from gauger_change where id = 1")) {
            update.executeUpdate();
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("The table gauger_change has lost its row");
                }
                return row.getLong(1);
            }
        }
    }

    private static byte @Nullable [] find(Connection connection, SealedAnswer sealed, String request, long oldest)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select request, answer from gauger_idempotency where id = ? and created_at >= ?")) {
            select.setString(1, sealed.id());
            select.setLong(2, oldest);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (!row.getString(1).equals(request)) {
                    throw new RefusedChange(RefusedChange.Reason.IDEMPOTENCY_KEY_REUSED);
                }
                return sealed.open(row.getBytes(2));
            }
        }
    }

    private static void forget(Connection connection, long oldest) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from gauger_idempotency where created_at < ?")) {
            delete.setLong(1, oldest);
            delete.executeUpdate();
        }
    }

    private static void keep(Connection connection, SealedAnswer sealed, String request, byte[] answer)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into gauger_idempotency (id, request, answer, created_at) values (?, ?, ?, ?)")) {
            insert.setString(1, sealed.id());
            insert.setString(2, request);
            insert.setBytes(3, sealed.seal(answer));
            insert.setLong(4, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection, StoredChanges changes) throws SQLException;
    }
}
