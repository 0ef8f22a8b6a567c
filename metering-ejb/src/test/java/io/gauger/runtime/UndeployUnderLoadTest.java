package io.gauger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.measure.Flag;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import io.gauger.testing.PostgresServer;
import io.gauger.testing.Records;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that goes while its requests are still running: each of them is accounted for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UndeployUnderLoadTest {
    private static final PostgresServer POSTGRES = PostgresServer.running();
    private static final int THREADS = 4;
    private static final Route PING =
            Route.named("ping").on("GET", "/v1/ping").request().build();

    @TempDir
    Path directory;

    private final String url = POSTGRES.url(POSTGRES.newDatabase());
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private volatile boolean serving = true;

    @ParameterizedTest
    @ValueSource(strings = {"0", "10"})
    void whatIsTakenIsWrittenNowOrAfterTheNextStartOrCountedAsLost(String seconds) throws Exception {
        long lost = 0;
        for (int round = 0; round < 2; round++) {
            lost += serveAndClose(seconds);
        }
        Backend again = start("10");
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                again.tick();
                return again.health().storeOpen() && again.health().backlog() == 0;
            });
            Map<UUID, UsageRecord> stored = stored(again);
            assertThat(taken.containsAll(stored.keySet())).isTrue();
            long written = stored.values().stream()
                    .filter(record -> !record.measurement().flags().contains(Flag.INTERRUPTED))
                    .count();
            assertThat(taken.size() - written).isEqualTo(lost);
        } finally {
            again.close();
        }
    }

    /** How many it says are lost. */
    private long serveAndClose(String seconds) throws Exception {
        serving = true;
        int before = taken.size();
        Backend backend = start(seconds);
        ExecutorService requests = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            all.add(requests.submit(() -> serve(backend)));
        }
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> taken.size() - before > 300);
        backend.tick();

        backend.close();
        serving = false;
        for (Future<?> each : all) {
            each.get();
        }
        requests.shutdown();
        return backend.health().lost();
    }

    private void serve(Backend backend) {
        while (serving) {
            UsageRecord plain = Records.ordinary(1).get(0);
            taken.add(plain.id());
            backend.accept(plain);
            UsageRecord record = Records.ordinary(1).get(0);
            taken.add(record.id());
            Ticket ticket = backend.announce(record, PING);
            ticket.complete(record);
            LockSupport.parkNanos(1_000_000); // what a request takes
        }
    }

    private Backend start(String seconds) {
        return Backend.start(
                Settings.of(Map.of(
                        "gauger.jdbc-url",
                        url,
                        "gauger.data-dir",
                        directory.toString(),
                        "gauger.shutdown-seconds",
                        seconds)),
                List.of(PING),
                getClass().getClassLoader(),
                () -> {});
    }

    private static Map<UUID, UsageRecord> stored(Backend backend) {
        Map<UUID, UsageRecord> stored = new HashMap<>();
        RecordQuery.Position next = null;
        do {
            RecordPage page = backend.records().list(new RecordQuery(null, null, List.of(), next, 1000));
            page.records().forEach(record -> stored.put(record.usage().id(), record.usage()));
            next = page.next();
        } while (next != null);
        return stored;
    }
}
