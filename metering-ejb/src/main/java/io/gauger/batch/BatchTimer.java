package io.gauger.batch;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * The server's timer. It opens no transaction, as the batches have their own, and holds no lock, as the writer turns an
 * overlapping tick away by itself.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class BatchTimer {
    private static final System.Logger LOG = System.getLogger(BatchTimer.class.getName());

    @Inject
    BatchWork work;

    /** For the container, which injects. */
    @SuppressWarnings("NullAway.Init")
    public BatchTimer() {}

    /** Throws nothing at all, as some containers cancel a timer that fails. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "gauger batch writer")
    public void tick() {
        try {
            work.tick();
        } catch (Throwable e) {
            LOG.log(ERROR, "The batch writer failed; it is tried again in a second", e);
        }
    }
}
