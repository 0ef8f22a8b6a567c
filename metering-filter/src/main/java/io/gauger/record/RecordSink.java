package io.gauger.record;

import io.gauger.admit.KeyDirectory;
import io.gauger.price.PriceDirectory;
import io.gauger.reserve.PortionSource;
import io.gauger.route.Route;
import io.gauger.route.StoredRoutes;
import io.gauger.settings.Settings;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Where records go. One sink serves one application: it is named by the setting {@code gauger.sink} (a class with a
 * public constructor without parameters) or found by {@link java.util.ServiceLoader}. Implementations are safe for
 * concurrent use.
 */
public interface RecordSink extends AutoCloseable {

    /**
     * Called once, before the first record, while the application starts. It must not wait for anything remote.
     *
     * @throws io.gauger.settings.SettingException if a setting cannot be used; the application then does not start
     */
    default void open(Settings settings, List<Route> routes) {}

    /**
     * The keys and accounts that are stored where the records go. Asked for once, also before {@link #open}; it knows
     * nothing until then.
     */
    default KeyDirectory keys() {
        return KeyDirectory.NONE;
    }

    /**
     * The prices that are stored where the records go. Asked for once, also before {@link #open}; it knows none until then.
     */
    default PriceDirectory prices() {
        return PriceDirectory.NONE;
    }

    /** The routes that are stored where the records go. Asked for once, also before {@link #open}. */
    default StoredRoutes routes() {
        return StoredRoutes.NONE;
    }

    /**
     * Tells how many nodes write where the records go, this one among them: they share each rate limit. Asked for once,
     * also before {@link #open}; what it gives is asked with each request, on its thread, and waits for nothing.
     */
    default IntSupplier nodes() {
        return () -> 1;
    }

    /**
     * Where nodes share what is left of quotas. Asked for once, also before {@link #open}; it knows nothing until then.
     */
    default PortionSource portions() {
        return PortionSource.NONE;
    }

    /**
     * Hears of a request before the application runs, so that a sink can account for it even if the process dies
     * meanwhile. It is called on request threads: it neither blocks nor throws. A request that is refused is not announced.
     *
     * @param opened the record as far as it is known: id, time, caller, route, method, path, client and user agent; it is
     *     completed later, perhaps on another thread, and must not be kept
     * @param route the route that meters the request
     * @return takes the record over when the request has ended
     */
    default Ticket announce(UsageRecord opened, Route route) {
        return this::accept;
    }

    /**
     * Takes a record over whose request was not announced. It is called on request threads: it neither blocks nor throws, and counts what it cannot
     * take.
     */
    void accept(UsageRecord record);

    /** Called once, when the application stops and no request is running: writes out what is left. */
    @Override
    default void close() {}
}
