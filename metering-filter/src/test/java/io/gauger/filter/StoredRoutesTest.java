package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes that are stored, and change while requests run. */
class StoredRoutesTest extends ContainerKit {
    private static final CountDownLatch ENTERED = new CountDownLatch(1);
    private static final CountDownLatch MAY_GO = new CountDownLatch(1);

    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of("gauger.route.own", "* /own request");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        TestServlet.Body ok = (request, response) -> response.getOutputStream().print("12345");
        return Map.of("/own", ok, "/a", ok, "/b", ok, "/slow", (request, response) -> {
            ENTERED.countDown();
            try {
                assertThat(MAY_GO.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            response.getOutputStream().print("12345");
        });
    }

    @BeforeEach
    void storeNone() {
        RecordedUsage.follower.accept(List.of());
    }

    @Test
    void aStoredRouteMetersTheNextRequestAndADeletedOneNone() throws Exception {
        get("/a");
        RecordedUsage.follower.accept(List.of(bytes("a", "/a")));
        get("/a");
        assertUnits("5");
        assertThat(RecordedUsage.theOnly().route()).isEqualTo("a");

        RecordedUsage.forget();
        RecordedUsage.follower.accept(List.of(
                Route.named("a").on("*", "/a").custom("responseBytes * 2").build()));
        get("/a");
        assertUnits("10");

        RecordedUsage.forget();
        RecordedUsage.follower.accept(List.of());
        get("/a");
        get("/own");
        assertThat(RecordedUsage.theOnly().route()).isEqualTo("own");
    }

    @Test
    void theDeploymentsRouteWinsAndWhatGoesAgainstItHasNoEffect() throws Exception {
        RecordedUsage.follower.accept(
                List.of(Route.named("own").on("*", "/a").bytes().build(), bytes("same", "/own"), bytes("b", "/b")));

        get("/own");
        assertThat(RecordedUsage.theOnly().route()).isEqualTo("own");
        RecordedUsage.forget();
        get("/a");
        get("/b");
        assertThat(RecordedUsage.theOnly().route()).isEqualTo("b");
    }

    @Test
    void aRequestThatBeganByARouteEndsByIt() throws Exception {
        RecordedUsage.follower.accept(List.of(bytes("slow", "/slow")));
        ExecutorService client = Executors.newSingleThreadExecutor();
        try {
            Future<HttpResponse<String>> answer = client.submit(() -> get("/slow"));
            assertThat(ENTERED.await(20, TimeUnit.SECONDS)).isTrue();
            RecordedUsage.follower.accept(List.of());
            MAY_GO.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("12345");
        } finally {
            client.shutdownNow();
        }
        assertUnits("5");
        assertThat(RecordedUsage.theOnly().route()).isEqualTo("slow");
    }

    @Test
    void whileRoutesChangeNoRequestIsLostOrDoubled() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        AtomicBoolean done = new AtomicBoolean();
        int perClient = 400;
        RecordedUsage.follower.accept(List.of(bytes("a", "/a")));
        try {
            Future<Integer> swaps = clients.submit(() -> {
                int swapped = 0;
                while (!done.get()) {
                    swapped++;
                    RecordedUsage.follower.accept(
                            swapped % 2 == 0
                                    ? List.of(bytes("a", "/a"))
                                    : List.of(
                                            Route.named("a")
                                                    .on("*", "/a")
                                                    .request()
                                                    .build(),
                                            bytes("b", "/b")));
                }
                return swapped;
            });
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                running.add(clients.submit(() -> {
                    for (int n = 0; n < perClient; n++) {
                        assertThat(get("/a").body()).isEqualTo("12345");
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
            done.set(true);
            assertThat(swaps.get(20, TimeUnit.SECONDS)).isGreaterThan(10);
        } finally {
            done.set(true);
            clients.shutdownNow();
        }
        await().until(() -> RecordedUsage.all().size() >= 3 * perClient);
        List<UsageRecord> records = RecordedUsage.all();
        assertThat(records).hasSize(3 * perClient);
        assertThat(records.stream().map(UsageRecord::id).distinct()).hasSize(3 * perClient);
        assertThat(records).allSatisfy(record -> assertThat(
                        record.measurement().units().stripTrailingZeros().toPlainString())
                .isIn("1", "5"));
    }

    private static Route bytes(String id, String path) {
        return Route.named(id).on("*", path).bytes().build();
    }
}
