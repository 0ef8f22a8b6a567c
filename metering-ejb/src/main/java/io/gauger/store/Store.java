package io.gauger.store;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.account.Administration;
import io.gauger.account.Directory;
import io.gauger.account.OperatorTokens;
import io.gauger.admit.KeyDirectory;
import io.gauger.alert.AlertStore;
import io.gauger.bill.Invoices;
import io.gauger.ledger.Ledger;
import io.gauger.node.KnownNode;
import io.gauger.node.NodeIdentity;
import io.gauger.pay.Purchases;
import io.gauger.price.PriceDirectory;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.Reratings;
import io.gauger.reserve.PortionSource;
import io.gauger.route.Route;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.Reconciler;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.UsageReader;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.persistence.exceptions.EclipseLinkException;

/** The open database of one application. Safe for concurrent use, but records are appended by one thread at a time. */
public final class Store implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Store.class.getName());

    private final EntityManagers managers;
    private final Database database;
    private final RecordStore records;
    private final DeadLetterTable deadLetters;
    private final Upkeep upkeep;
    private final NodeLease lease;
    private final KnownKeys keys;
    private final KnownRoutes routes;
    private final KnownPrices prices;
    private final KnownChanges changes;
    private final LiveNodes liveNodes;
    private final StoredPortions portions;
    private final StoredAlerts alerts;
    private final PlanTerms terms;
    private final PlanCharges charges;
    private final LongSupplier milliseconds;
    private final String currency;

    private Store(
            EntityManagers managers,
            Database database,
            StoreSettings settings,
            NodeIdentity node,
            LongSupplier milliseconds) {
        this.milliseconds = milliseconds;
        this.managers = managers;
        this.currency = settings.currency();
        this.database = database;
        UUID incarnation = UUID.randomUUID();
        this.keys = new KnownKeys();
        this.prices = new KnownPrices();
        this.routes = new KnownRoutes();
        this.changes = new KnownChanges(managers, database, List.of(keys, prices, routes));
        RecordTransaction transaction = new RecordTransaction(
                database, node::id, incarnation, new StoredRating(prices, keys, settings.currency()));
        this.deadLetters = new DeadLetterTable(managers, transaction, database.bulk());
        this.records = new RecordStore(managers, transaction, deadLetters);
        this.terms = new PlanTerms(settings.periods());
        this.upkeep = new Upkeep(managers, database, terms, settings.retention(), milliseconds);
        this.charges = new PlanCharges(managers, database, terms);
        this.lease = new NodeLease(managers, database, node, System::nanoTime);
        this.liveNodes = new LiveNodes(managers, database, node::id);
        // a limit is known to be shared before it is known
        liveNodes.refresh();
        this.portions = new StoredPortions(managers, database, node::id, incarnation, milliseconds);
        this.alerts = new StoredAlerts(managers, database, milliseconds);
        changes.refresh();
        upkeep();
    }

    /**
     * Opens the database, brings its schema up to date, and makes the first operator token if there is none. The
     * calling thread must belong to the application if the database is a data source of the server.
     *
     * @param node under whose id records are summed; it takes another if it turns out to be a running node's
     * @throws StoreUnavailableException if any of this cannot be done now
     */
    public static Store open(StoreSettings settings, NodeIdentity node) {
        try {
            return open(settings, settings.connections(), node);
        } catch (SQLException e) {
            throw new StoreUnavailableException(DatabaseError.describe(e), e);
        }
    }

    static Store open(StoreSettings settings, Connections connections, NodeIdentity node) {
        return open(settings, connections, node, System::currentTimeMillis);
    }

    /** The same with another clock, in milliseconds since 1970-01-01T00:00Z. */
    static Store open(StoreSettings settings, Connections connections, NodeIdentity node, LongSupplier milliseconds) {
        try {
            Database database;
            try (SchemaLock lock = SchemaLock.take(connections)) {
                database = lock.database();
                Migrations.shipped(database).apply(lock.connection());
                new RollupsOfOldRecords(database).make(lock.connection());
                if (!settings.hasAdminToken()) {
                    FirstToken.make(lock.connection(), settings.dataDirectory());
                }
                if (settings.development()) {
                    PlanTerms terms = new PlanTerms(settings.periods());
                    DemoAccount.make(lock.connection(), database.bulk(), settings.currency(), terms);
                }
            }
            EntityManagers managers = new EntityManagers(PersistenceUnit.open(connections, database));
            Store store = open(managers, database, settings, node, milliseconds);
            LOG.log(INFO, "Usage records go to {0}", settings.shownDatabase());
            return store;
        } catch (SQLException
                | SchemaException
                | PersistenceException
                | EclipseLinkException
                | IllegalStateException e) {
            throw new StoreUnavailableException(DatabaseError.describe(e), e);
        }
    }

    private static Store open(
            EntityManagers managers,
            Database database,
            StoreSettings settings,
            NodeIdentity node,
            LongSupplier milliseconds) {
        try {
            return new Store(managers, database, settings, node, milliseconds);
        } catch (StoreUnavailableException e) {
            managers.close();
            throw e;
        }
    }

    /**
     * Writes all records; one that is already there is not doubled if the attempt before failed, and one that the
     * database refuses is put aside.
     *
     * @param maybeReplayed whether they were recorded before this store was opened, or by another node, so that some may be
     *     there already although no attempt of this store failed
     * @throws StoreUnavailableException if the database did not confirm it; come again with the same records first
     */
    public void append(List<UsageRecord> batch, boolean maybeReplayed) {
        records.append(batch, maybeReplayed);
        lease.renewIfDue();
    }

    /** The nodes that the database knows, this one among them, as of its last sign of life; those seen last first. */
    public List<KnownNode> nodes() {
        return lease.known();
    }

    public RecordReader records() {
        return new StoredRecordReader(managers);
    }

    /** The records that the database refused. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    public UsageReader usage() {
        return new StoredUsageReader(managers);
    }

    /** What accounts paid, were charged, and have left. */
    public Ledger ledger() {
        return new StoredLedger(managers, database.bulk());
    }

    /** Compares records with rollups, as far as records are kept. */
    public Reconciler reconciler() {
        return new StoredReconciler(managers, database, storedInvoices());
    }

    /**
     * Does some of what the tables need from time to time, for little longer than 200 ms: tells that this node lives, makes
     * room, and removes records older than retention. By the thread that appends; a failure is logged.
     */
    public void upkeep() {
        lease.renewIfDue();
        upkeep.step();
        chargePlans();
    }

    private void chargePlans() {
        try {
            if (charges.step(milliseconds.getAsLong())) {
                refreshAfterwards();
            }
        } catch (StoreUnavailableException e) {
            LOG.log(WARNING, "What plans cost could not be posted; this is tried again", e);
        }
    }

    /** Invoices of accounts, as of now. */
    public Invoices invoices() {
        return storedInvoices();
    }

    private StoredInvoices storedInvoices() {
        return new StoredInvoices(managers, database, terms, milliseconds);
    }

    /** What is known of keys, accounts and plans, as of the last {@link #refresh}. */
    public KeyDirectory keys() {
        return keys;
    }

    /** How many nodes write here, this one among them, as of the last {@link #refresh}; waits for nothing. */
    public int liveNodes() {
        return liveNodes.count();
    }

    /** What is known of prices, as of the last {@link #refresh}. */
    public PriceDirectory prices() {
        return prices;
    }

    /**
     * Reads which accounts, plans, keys, operator tokens, prices and routes were changed by other nodes, and how many of these
     * there are.
     *
     * @throws StoreUnavailableException if the database cannot be asked; what is known stays
     */
    public void refresh() {
        liveNodes.refresh();
        changes.refresh();
    }

    /**
     * Hands over the stored routes, at once and whenever they have changed, as of the last {@link #refresh}; on the
     * thread that refreshes.
     */
    public void followRoutes(Consumer<List<Route>> follower) {
        routes.follow(follower);
    }

    /** Where this node and others share what is left of quotas. This store is one incarnation of its node. */
    public PortionSource portions() {
        return portions;
    }

    /** Where nodes share alerts of budgets and their webhooks. */
    public AlertStore alerts() {
        return alerts;
    }

    /**
     * Gives back what this node has of quotas, as it stops and all that it recorded is written; a failure means that it counts
     * for some minutes.
     */
    public void releasePortions() {
        try {
            portions.release();
        } catch (StoreUnavailableException e) {
            LOG.log(DEBUG, "What this node has of quotas is there for others in some minutes", e);
        }
    }

    /** Accounts, keys, plans, operator tokens, routes, and the audit of their changes. */
    public Directory directory() {
        return new StoredDirectory(managers);
    }

    /** Changes accounts, keys, plans, operator tokens and routes; this node knows of it when the change returns. */
    public Administration administration() {
        return changing();
    }

    /** What was bought, and is being bought. */
    public Purchases purchases() {
        return new StoredPurchases(managers, changing());
    }

    private StoredAdministration changing() {
        return new StoredAdministration(managers, database, terms, milliseconds, this::refreshAfterwards);
    }

    /** Prices periods anew. */
    public Reratings reratings() {
        return new StoredReratings(managers, database, changing(), currency);
    }

    /** The change is made whatever comes of this; the next tick reads it then. */
    private void refreshAfterwards() {
        try {
            changes.refresh();
        } catch (StoreUnavailableException e) {
            LOG.log(WARNING, "A change of accounts, keys or routes is made, and takes effect here later", e);
        }
    }

    /** The stored operator tokens, as of the last {@link #refresh}. */
    public OperatorTokens operatorTokens() {
        return token -> keys.operatorTokens().find(token);
    }

    /** Tells that this node is stopped, if the database is there, and closes the connections, and with them an embedded database. */
    @Override
    public void close() {
        lease.release();
        try {
            managers.close();
        } catch (PersistenceException | EclipseLinkException | IllegalStateException e) {
            LOG.log(WARNING, "The database connections were not closed in order", e);
        }
    }
}
