package io.gauger.store;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.usage.StoreUnavailableException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;

/**
 * Short use of entity managers; what the database answers wrongly becomes a {@link StoreUnavailableException}. So does an
 * AssertionError: PostgreSQL's driver throws one when a batch loses its connection.
 */
final class EntityManagers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EntityManagers.class.getName());

    /** A connection that died idle is found so at once; what lasts longer is a database that is silent. */
    private static final Duration FOUND_DEAD = Duration.ofMillis(500);

    /** How long a query waits for a connection while others have them all. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private final EntityManagerFactory factory;

    /** One connection stays for the writer, which EclipseLink's pool would let wait for ever. */
    private final Semaphore readers = new Semaphore(PersistenceUnit.MOST_CONNECTIONS - 1);

    EntityManagers(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** Reads outside a transaction; a failure is logged here. */
    <T> T read(Function<EntityManager, T> work) {
        takeTurn();
        try (EntityManager manager = factory.createEntityManager()) {
            return work.apply(manager);
        } catch (PersistenceException | EclipseLinkException | IllegalStateException | AssertionError e) {
            LOG.log(WARNING, "Usage cannot be read from the database", e);
            throw new StoreUnavailableException(DatabaseError.describe(e));
        } finally {
            readers.release();
        }
    }

    /** Reads by SQL; a failure is logged here. */
    <T> T query(SqlWork<T> work) {
        takeTurn();
        try {
            return inTransaction(work);
        } catch (StoreUnavailableException e) {
            LOG.log(WARNING, "Usage cannot be read from the database", e);
            throw new StoreUnavailableException(String.valueOf(e.getMessage()));
        } finally {
            readers.release();
        }
    }

    /** Changes by SQL, when it is its turn among those who read, so that a connection stays for the writer of records. */
    <T> T change(SqlWork<T> work) {
        takeTurn();
        try {
            return inTransaction(work);
        } finally {
            readers.release();
        }
    }

    private void takeTurn() {
        try {
            if (readers.tryAcquire(TURN.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StoreUnavailableException("Other queries have all connections to the database that there are for"
                + " queries; try again when they are done");
    }

    /**
     * Works by SQL in one transaction, which is committed; the failure has its cause. A connection that died idle, as all
     * do when the database is started again, is replaced once, at once.
     *
     * @throws StoreUnavailableException if it did not end well; nothing is kept then unless the commit's answer got lost
     */
    <T> T inTransaction(SqlWork<T> work) {
        try {
            return inTransaction(work, true);
        } catch (SQLException
                | PersistenceException
                | EclipseLinkException
                | IllegalStateException
                | AssertionError e) {
            String what = DatabaseError.describe(e);
            throw FailureKind.of(e) == FailureKind.TIMEOUT
                    ? StoreUnavailableException.tooSlow(what, e)
                    : new StoreUnavailableException(what, e);
        }
    }

    private <T> T inTransaction(SqlWork<T> work, boolean again) throws SQLException {
        try (EntityManager manager = factory.createEntityManager()) {
            manager.getTransaction().begin();
            T result;
            long start = System.nanoTime();
            try {
                result = work.with(manager.unwrap(Connection.class));
            } catch (SQLException | RuntimeException | AssertionError e) {
                FailureKind kind = FailureKind.of(e);
                boolean died = kind == FailureKind.CONNECTION;
                if (died || kind == FailureKind.TIMEOUT) {
                    discardConnection(manager, e);
                }
                rollBack(manager, e);
                if (died && again && System.nanoTime() - start < FOUND_DEAD.toNanos()) {
                    return inTransaction(work, false);
                }
                throw e;
            }
            try {
                manager.getTransaction().commit();
            } catch (RuntimeException | AssertionError e) {
                rollBack(manager, e);
                throw e;
            }
            return result;
        }
    }

    /** EclipseLink's pool would give it out again, as it has not seen what happened on it. */
    private static void discardConnection(EntityManager manager, Throwable failure) {
        try {
            manager.unwrap(UnitOfWorkImpl.class).getAccessor().setIsValid(false);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        factory.close();
    }

    private static void rollBack(EntityManager manager, Throwable failure) {
        try {
            if (manager.getTransaction().isActive()) {
                manager.getTransaction().rollback();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface SqlWork<T> {
        T with(Connection connection) throws SQLException;
    }
}
