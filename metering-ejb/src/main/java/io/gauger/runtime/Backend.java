package io.gauger.runtime;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.account.Administration;
import io.gauger.account.Directory;
import io.gauger.account.Operator;
import io.gauger.account.OperatorTokens;
import io.gauger.admit.KeyCheck;
import io.gauger.admit.KeyDirectory;
import io.gauger.alert.AlertSettings;
import io.gauger.alert.AlertWork;
import io.gauger.alert.Alerting;
import io.gauger.alert.Alerts;
import io.gauger.batch.BatchWork;
import io.gauger.batch.BatchWriter;
import io.gauger.bill.Invoices;
import io.gauger.journal.Journal;
import io.gauger.journal.JournalSettings;
import io.gauger.journal.JournalState;
import io.gauger.ledger.Ledger;
import io.gauger.measure.Meter;
import io.gauger.node.NodeIdentity;
import io.gauger.pay.PaymentSettings;
import io.gauger.pay.Payments;
import io.gauger.price.PriceBook;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.Reratings;
import io.gauger.reserve.Periods;
import io.gauger.reserve.PortionSource;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import io.gauger.store.StoreSettings;
import io.gauger.store.TokenHashes;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.Reconciler;
import io.gauger.usage.RecordReader;
import io.gauger.usage.UsageReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One application's metering from its start to its stop. Safe for concurrent use. */
final class Backend implements Gauger, BatchWork, AlertWork, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Backend.class.getName());

    private final List<Route> routes;
    private final Journal journal;
    private final LazyStore store;
    private final BatchWriter writer;
    private final Alerting alerting;
    private final TokenHashes configuredTokens;
    private final KeyCheck customerKeys;
    private final Periods periods;
    private final Payments payments;
    private final Duration shutdown;
    private final int maxKeptBytes;
    private final String currency;
    private final Runnable eachSecond;
    private volatile boolean closed;

    private Backend(
            Settings settings,
            List<Route> routes,
            Journal journal,
            StoreSettings store,
            PaymentSettings payments,
            AlertSettings alerts,
            NodeIdentity node,
            Duration shutdown,
            Runnable eachSecond,
            Consumer<List<Route>> storedRoutes) {
        this.routes = List.copyOf(routes);
        this.journal = journal;
        this.store = new LazyStore(store, node, storedRoutes, this::wrote);
        this.alerting = Alerting.of(alerts, this.store, () -> this.store.get().alerts());
        this.writer = new BatchWriter(journal, this.store);
        this.configuredTokens = store.configuredTokens();
        this.customerKeys = new KeyCheck(settings, this.store);
        this.periods = Periods.of(settings);
        this.payments = new Payments(payments, () -> this.store.get().purchases());
        this.shutdown = shutdown;
        this.currency = store.currency();
        this.maxKeptBytes = Meter.maxKeptBytes(settings);
        this.eachSecond = eachSecond;
    }

    /** The same for whoever meters no stored routes. */
    static Backend start(Settings settings, List<Route> routes, ClassLoader application, Runnable eachSecond) {
        return start(settings, routes, application, eachSecond, stored -> {});
    }

    /**
     * Begins to take records; the database is opened by the first tick.
     *
     * @param eachSecond is run with each tick behind which the database answers
     * @param storedRoutes is handed the stored routes when the database is open, and whenever they have changed
     * @throws io.gauger.settings.SettingException if a setting cannot be used
     */
    static Backend start(
            Settings settings,
            List<Route> routes,
            ClassLoader application,
            Runnable eachSecond,
            Consumer<List<Route>> storedRoutes) {
        Duration shutdown = Duration.ofSeconds(settings.number("gauger.shutdown-seconds", 10, 0, 3600));
        StoreSettings store = StoreSettings.of(settings, application);
        JournalSettings journal = JournalSettings.of(settings, store.directory());
        PaymentSettings payments = PaymentSettings.of(settings);
        AlertSettings alerts = AlertSettings.of(settings);
        if (store.development()) {
            LOG.log(
                    WARNING,
                    "gauger.development is on: the well-known operator token gat_demo is accepted. Never switch it on"
                            + " where others can reach this server.");
        }
        Journal opened = Journal.open(journal);
        return new Backend(
                settings,
                routes,
                opened,
                store,
                payments,
                alerts,
                node(settings, opened),
                shutdown,
                eachSecond,
                storedRoutes);
    }

    /** Kept where the journal is, as no other process on this machine has that directory. */
    private static NodeIdentity node(Settings settings, Journal journal) {
        String directory = journal.state().directory();
        return NodeIdentity.keptIn(
                directory == null ? null : Path.of(directory),
                settings.text("gauger.application", "default"),
                settings.server());
    }

    Ticket announce(UsageRecord opened, Route route) {
        return journal.announce(opened, route);
    }

    void accept(UsageRecord record) {
        journal.offer(record);
    }

    @Override
    public void tick() {
        if (!closed) {
            journal.tick();
            writer.tick();
            if (store.isOpen() && writer.progress().lastError() == null) {
                eachSecond.run();
            }
        }
    }

    private void wrote(List<UsageRecord> batch) {
        alerting.wrote(batch);
    }

    /** As long as the database answers the writer. */
    @Override
    public void lookAtBudgets() {
        if (!closed && store.isOpen() && writer.progress().lastError() == null) {
            alerting.work();
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public int maxKeptBytes() {
        return maxKeptBytes;
    }

    @Override
    public String currency() {
        return currency;
    }

    @Override
    public Health health() {
        BatchWriter.Progress progress = writer.progress();
        return new Health(
                journal.backlog(),
                journal.oldest(),
                progress.lastWrite(),
                progress.written(),
                journal.lost(),
                progress.errors(),
                progress.lastError(),
                store.isOpen(),
                journal.flags(),
                journal.state(),
                store.nodes());
    }

    @Override
    public RecordReader records() {
        return store.get().records();
    }

    @Override
    public DeadLetters deadLetters() {
        return store.get().deadLetters();
    }

    @Override
    public UsageReader usage() {
        return store.get().usage();
    }

    @Override
    public Invoices invoices() {
        return store.get().invoices();
    }

    @Override
    public Reconciler reconciler() {
        return store.get().reconciler();
    }

    @Override
    public Ledger ledger() {
        return store.get().ledger();
    }

    /** Configured tokens hold even while the database is away, so that an operator can look what is wrong. */
    @Override
    public OperatorTokens operatorTokens() {
        return token -> {
            Operator configured = configuredTokens.find(token);
            return configured == null ? store.get().operatorTokens().find(token) : configured;
        };
    }

    @Override
    public KeyCheck customerKeys() {
        return customerKeys;
    }

    @Override
    public Periods periods() {
        return periods;
    }

    @Override
    public Reratings reratings() {
        return store.get().reratings();
    }

    @Override
    public Directory directory() {
        return store.get().directory();
    }

    @Override
    public Alerts alerts() {
        return store.get().alerts();
    }

    @Override
    public Administration administration() {
        return store.get().administration();
    }

    @Override
    public Payments payments() {
        return payments;
    }

    /** What is stored of keys and accounts, for requests. */
    KeyDirectory keys() {
        return store;
    }

    /** What is stored of prices, for requests; null as long as it was not read. */
    @Nullable
    PriceBook prices() {
        return store.prices();
    }

    /** How many nodes share each rate limit, this one among them. */
    int liveNodes() {
        return store.liveNodes();
    }

    /** Where nodes share what is left of quotas. */
    PortionSource portions() {
        return store.portions();
    }

    /** Writes out what is left, as long as it may take, and releases everything; needs nothing of the server. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        alerting.close();
        journal.stop();
        boolean drained = writer.drain(shutdown);
        long unwritten = journal.backlog();
        JournalState state = journal.state();
        journal.close();
        if (drained) {
            store.releasePortions();
        }
        store.close();
        String stopped = "Metering stopped; within " + shutdown.toSeconds() + " s (gauger.shutdown-seconds) ";
        if (state.unwrittenSummaries() > 0) {
            LOG.log(
                    ERROR,
                    stopped + state.unwrittenSummaries()
                            + " sums of requests could be written neither to the database nor to the journal"
                            + (state.problem() == null ? "" : " (" + state.problem() + ")") + "; they are lost");
        }
        if (!drained && unwritten > state.unwrittenSummaries()) {
            LOG.log(
                    WARNING,
                    stopped + (unwritten - state.unwrittenSummaries())
                            + " usage records could not be written to the database; they wait in the journal in "
                            + state.directory() + " and are written after the next start");
        }
    }
}
