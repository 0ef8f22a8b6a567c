package io.gauger.runtime;

import io.gauger.account.Administration;
import io.gauger.account.Directory;
import io.gauger.account.OperatorTokens;
import io.gauger.admit.KeyCheck;
import io.gauger.alert.AlertWork;
import io.gauger.alert.Alerts;
import io.gauger.batch.BatchWork;
import io.gauger.bill.Invoices;
import io.gauger.journal.JournalState;
import io.gauger.ledger.Ledger;
import io.gauger.measure.Meter;
import io.gauger.node.NodeState;
import io.gauger.pay.Payments;
import io.gauger.rerate.Reratings;
import io.gauger.reserve.Periods;
import io.gauger.route.Route;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.Reconciler;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.UsageReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the filter's sink, the timers and the admin API of one application meet, as each is made by another part of the
 * server. Until the sink is opened there is no metering behind it.
 */
@ApplicationScoped
public class RunningGauger implements Gauger, BatchWork, AlertWork {
    private volatile @Nullable Backend metering;

    /** For the container. */
    public RunningGauger() {}

    void serve(Backend started) {
        Backend running = metering;
        if (running != null && !running.isClosed()) {
            throw new IllegalStateException("The application has two metering filters; one does for all its routes");
        }
        metering = started;
    }

    @Override
    public void tick() {
        Backend running = metering;
        if (running != null) {
            running.tick();
        }
    }

    @Override
    public void lookAtBudgets() {
        Backend running = metering;
        if (running != null) {
            running.lookAtBudgets();
        }
    }

    @Override
    public List<Route> routes() {
        Backend running = metering;
        return running == null ? List.of() : running.routes();
    }

    @Override
    public int maxKeptBytes() {
        Backend running = metering;
        return running == null ? Meter.MAX_KEPT_BYTES : running.maxKeptBytes();
    }

    @Override
    public String currency() {
        return started().currency();
    }

    @Override
    public Health health() {
        Backend running = metering;
        return running == null
                ? new Health(0, null, null, 0, 0, 0, null, false, Map.of(), JournalState.NONE, NodeState.NONE)
                : running.health();
    }

    @Override
    public RecordReader records() {
        return started().records();
    }

    @Override
    public DeadLetters deadLetters() {
        return started().deadLetters();
    }

    @Override
    public UsageReader usage() {
        return started().usage();
    }

    @Override
    public Reconciler reconciler() {
        return started().reconciler();
    }

    @Override
    public Invoices invoices() {
        return started().invoices();
    }

    @Override
    public OperatorTokens operatorTokens() {
        return started().operatorTokens();
    }

    @Override
    public KeyCheck customerKeys() {
        return started().customerKeys();
    }

    @Override
    public Reratings reratings() {
        return started().reratings();
    }

    @Override
    public Directory directory() {
        return started().directory();
    }

    @Override
    public Alerts alerts() {
        return started().alerts();
    }

    @Override
    public Periods periods() {
        return started().periods();
    }

    @Override
    public Administration administration() {
        return started().administration();
    }

    @Override
    public Ledger ledger() {
        return started().ledger();
    }

    @Override
    public Payments payments() {
        return started().payments();
    }

    private Backend started() {
        Backend running = metering;
        if (running == null) {
            throw new StoreUnavailableException("Metering has not started");
        }
        return running;
    }
}
