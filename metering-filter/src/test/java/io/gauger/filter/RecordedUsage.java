package io.gauger.filter;

import static org.awaitility.Awaitility.await;

import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import io.gauger.record.RecordSink;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.PortionSource;
import io.gauger.route.Route;
import io.gauger.route.StoredRoutes;
import io.gauger.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** A sink that keeps what it is handed; named to the filter by {@code gauger.sink}, as a user's own would be. */
public final class RecordedUsage implements RecordSink {
    private static final List<UsageRecord> RECORDS = new CopyOnWriteArrayList<>();

    private static final AtomicInteger ASKED = new AtomicInteger();

    /** What is stored where the records go; null as long as it was not read. */
    static volatile KeySnapshot stored = KeySnapshot.EMPTY;

    /** Takes what is stored of routes. */
    static volatile Consumer<Collection<Route>> follower = routes -> {};

    /** What happens before stored keys are told, and before the number of nodes is; for ports that fail. */
    static volatile Runnable beforeKeys = () -> {};

    static volatile Runnable beforeNodes = () -> {};

    /** How many nodes write where the records go. */
    static volatile int nodes = 1;

    /** What requests cost. */
    static volatile PriceBook prices = PriceBook.EMPTY;

    /** Where quotas are shared; asked for when a container starts. */
    static volatile PortionSource portions = PortionSource.NONE;

    @Override
    public StoredRoutes routes() {
        return newFollower -> follower = newFollower;
    }

    @Override
    public void open(Settings settings, List<Route> routes) {
        RECORDS.clear();
    }

    @Override
    public KeyDirectory keys() {
        return () -> {
            ASKED.incrementAndGet();
            beforeKeys.run();
            return stored;
        };
    }

    @Override
    public IntSupplier nodes() {
        return () -> {
            beforeNodes.run();
            return nodes;
        };
    }

    @Override
    public PriceDirectory prices() {
        return () -> prices;
    }

    @Override
    public PortionSource portions() {
        return portions;
    }

    @Override
    public void accept(UsageRecord record) {
        RECORDS.add(record);
    }

    /** How often the stored keys were asked for. */
    static int asked() {
        return ASKED.get();
    }

    static void forget() {
        RECORDS.clear();
    }

    static List<UsageRecord> all() {
        return List.copyOf(RECORDS);
    }

    /** The one record that is there as soon as the exchange has ended on the server too. */
    static UsageRecord theOnly() {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !RECORDS.isEmpty());
        // a second record of the same exchange would come at the same end of it
        await().pollInterval(Duration.ofMillis(5))
                .during(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> RECORDS.size() == 1);
        return RECORDS.get(0);
    }
}
