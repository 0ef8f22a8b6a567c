package io.gauger.alert;

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
 * The server's timer of alerts. It is another than that of the batch writer, which must not wait for a receiver that is
 * slow.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class AlertTimer {
    private static final System.Logger LOG = System.getLogger(AlertTimer.class.getName());

    @Inject
    AlertWork work;

    /** For the container, which injects. */
    @SuppressWarnings("NullAway.Init")
    public AlertTimer() {}

    /** Throws nothing at all, as some containers cancel a timer that fails. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false, info = "gauger alerts")
    public void tick() {
        try {
            work.lookAtBudgets();
        } catch (Throwable e) {
            LOG.log(ERROR, "Budgets could not be looked at for alerts; it is tried again in 5 seconds", e);
        }
    }
}
