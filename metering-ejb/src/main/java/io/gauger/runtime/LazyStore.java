package io.gauger.runtime;

import static java.lang.System.Logger.Level.ERROR;

import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.batch.BatchTarget;
import io.gauger.node.NodeIdentity;
import io.gauger.node.NodeState;
import io.gauger.price.PriceBook;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.PortionSource;
import io.gauger.route.Route;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.usage.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store, opened when the first batch is due: an application's start does not wait for a database. */
final class LazyStore implements BatchTarget, KeyDirectory, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LazyStore.class.getName());

    private final StoreSettings settings;
    private final NodeIdentity node;
    private final Consumer<List<Route>> storedRoutes;
    private final Consumer<List<UsageRecord>> written;
    private final AtomicReference<Store> store = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * Not open yet.
     *
     * @param storedRoutes is handed the stored routes when it is open, and whenever they have changed
     * @param written is handed what was written
     */
    LazyStore(
            StoreSettings settings,
            NodeIdentity node,
            Consumer<List<Route>> storedRoutes,
            Consumer<List<UsageRecord>> written) {
        this.settings = settings;
        this.node = node;
        this.storedRoutes = storedRoutes;
        this.written = written;
    }

    @Override
    public void prepare() {
        if (store.get() == null && !closed) {
            Store opened = Store.open(settings, node);
            store.set(opened);
            if (closed) {
                closeStore();
            } else {
                opened.followRoutes(storedRoutes);
            }
        } else if (!closed) {
            refresh();
        }
    }

    /** A fault in what is read of keys and routes must not keep records from being written. */
    private void refresh() {
        try {
            get().refresh();
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(ERROR, "Accounts, keys and routes cannot be read; those that this node knows stay in effect", e);
        }
    }

    /** Null as long as the database was not open. */
    @Override
    public @Nullable KeySnapshot current() {
        Store open = store.get();
        return open == null ? null : open.keys().current();
    }

    /** Null as long as the database was not open. */
    @Nullable
    PriceBook prices() {
        Store open = store.get();
        return open == null ? null : open.prices().current();
    }

    /** Alone as long as the database was not open, when no stored limit is known either. */
    int liveNodes() {
        Store open = store.get();
        return open == null ? 1 : open.liveNodes();
    }

    /** What is left of quotas, as far as the database is open. */
    PortionSource portions() {
        return get().portions();
    }

    /** All that this node recorded is written. */
    void releasePortions() {
        Store open = store.get();
        if (open != null) {
            open.releasePortions();
        }
    }

    @Override
    public void append(List<UsageRecord> batch, boolean maybeReplayed) {
        get().append(batch, maybeReplayed);
        written.accept(batch);
    }

    @Override
    public void upkeep() {
        Store open = store.get();
        if (open != null) {
            open.upkeep();
        }
    }

    boolean isOpen() {
        return store.get() != null;
    }

    /** This node, and those that the database knows. */
    NodeState nodes() {
        Store open = store.get();
        return new NodeState(node.id(), node.problem(), open == null ? List.of() : open.nodes());
    }

    /** The open store. */
    Store get() {
        Store open = store.get();
        if (open == null) {
            throw new StoreUnavailableException(closed ? "Metering is stopped" : "The database is not open");
        }
        return open;
    }

    @Override
    public void close() {
        closed = true;
        closeStore();
        settings.close();
    }

    private void closeStore() {
        Store open = store.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
