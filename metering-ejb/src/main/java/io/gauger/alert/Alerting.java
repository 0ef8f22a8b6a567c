package io.gauger.alert;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Periods;
import io.gauger.usage.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of one application: looks at budgets and sends webhooks, each time it is told to, on the thread that tells. Safe for
 * concurrent use; one thread works, others are turned away.
 */
public final class Alerting implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Alerting.class.getName());

    /** Looks take so small a part of the time, that of the database too, however much there is to add up. */
    private static final int PART = 20;

    private final KeyDirectory accounts;
    private final Supplier<AlertStore> store;
    private final LongSupplier nanoTime;
    private final BudgetWatch watch;
    private final @Nullable WebhookSender sender;
    private final Deliveries deliveries;
    private final ReentrantLock working = new ReentrantLock();
    private long notBefore;
    private boolean failing;
    private volatile boolean closed;

    /**
     * Of the accounts that are known there.
     *
     * @param store is asked for the open database, each time anew
     */
    public static Alerting of(AlertSettings settings, KeyDirectory accounts, Supplier<AlertStore> store) {
        WebhookSettings webhook = settings.webhook();
        return new Alerting(
                settings.periods(),
                accounts,
                store,
                webhook == null ? null : new HttpSender(webhook),
                InstantSource.system(),
                System::nanoTime);
    }

    Alerting(
            Periods periods,
            KeyDirectory accounts,
            Supplier<AlertStore> store,
            @Nullable WebhookSender sender,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.accounts = accounts;
        this.store = store;
        this.nanoTime = nanoTime;
        this.watch = new BudgetWatch(periods, clock, sender != null);
        this.sender = sender;
        this.deliveries = new Deliveries(
                sender, new RetrySchedule(bound -> ThreadLocalRandom.current().nextLong(bound)));
        this.notBefore = nanoTime.getAsLong();
    }

    /** Notes whose records were written. */
    public void wrote(List<UsageRecord> batch) {
        for (UsageRecord record : batch) {
            String account = record.caller().accountId();
            if (account != null && record.refusal() == null) {
                watch.wrote(account, record.time());
            }
        }
    }

    /** Looks at the budgets where something changed, if it is time to, and sends what is due; a failure is logged here. */
    public void work() {
        if (closed || !working.tryLock()) {
            return;
        }
        try {
            KeySnapshot known = accounts.current();
            if (known != null) {
                AlertStore open = store.get();
                long start = nanoTime.getAsLong();
                if (start - notBefore >= 0) {
                    watch.look(known, open);
                    long took = nanoTime.getAsLong() - start;
                    notBefore = start + took * PART;
                }
                deliveries.send(open);
                if (failing) {
                    LOG.log(INFO, "Budgets are looked at again");
                }
                failing = false;
            }
        } catch (StoreUnavailableException e) {
            if (!failing && !closed) {
                LOG.log(
                        WARNING,
                        "Alerts of budgets and their webhooks wait until the database can be asked: " + e.getMessage(),
                        e);
            }
            failing = true;
        } finally {
            working.unlock();
        }
    }

    /** Ends what is being sent, which another node, or the next start, sends again. */
    @Override
    public void close() {
        closed = true;
        if (sender != null) {
            sender.close();
        }
    }
}
