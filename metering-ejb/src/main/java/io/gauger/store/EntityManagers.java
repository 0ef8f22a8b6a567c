package io.gauger.store;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.usage.StoreUnavailableException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.persistence.exceptions.EclipseLinkException;

/**
 * Short use of entity managers; what the database answers wrongly becomes a {@link StoreUnavailableException}. So does an
 * AssertionError: PostgreSQL's driver throws one when a batch loses its connection.
 */
final class EntityManagers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EntityManagers.class.getName());

    private final EntityManagerFactory factory;

    EntityManagers(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** Reads outside a transaction; a failure is logged here. */
    <T> T read(Function<EntityManager, T> work) {
        try (EntityManager manager = factory.createEntityManager()) {
            return work.apply(manager);
        } catch (PersistenceException | EclipseLinkException | IllegalStateException | AssertionError e) {
            LOG.log(WARNING, "Usage cannot be read from the database", e);
            throw new StoreUnavailableException(DatabaseError.describe(e));
        }
    }

    /** Writes in one transaction, or not at all unless the commit's answer got lost; the failure has its cause. */
    void write(Consumer<EntityManager> work) {
        try (EntityManager manager = factory.createEntityManager()) {
            manager.getTransaction().begin();
            try {
                work.accept(manager);
                manager.getTransaction().commit();
            } catch (RuntimeException | AssertionError e) {
                rollBack(manager, e);
                throw e;
            }
        } catch (PersistenceException | EclipseLinkException | IllegalStateException | AssertionError e) {
            throw new StoreUnavailableException(DatabaseError.describe(e), e);
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
}
