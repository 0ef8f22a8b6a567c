package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.it.crowd.EventsServlet;
import io.gauger.it.crowd.ListServlet;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server of 256 MB answers more at once than it could keep, and every figure is exact all the same. */
@Tag("once")
class CrowdIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>gauger.development</param-name>
                <param-value>true</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.list</param-name>
                <param-value>GET /lists/{number} response_field</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.events</param-name>
                <param-value>GET /events/{number} response_field</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.go</param-name>
                <param-value>GET /events/go request</param-value>
              </context-param>
            </web-app>
            """;

    /**
     * Payara keeps up to four times the socket's send buffer of every answer on the heap, and that buffer is megabytes
     * where nothing is said.
     */
    private static final String SMALL_SEND_BUFFER =
            "set configs.config.server-config.network-config.transports.transport.tcp.socket-write-buffer-size=16384";

    private static RunningServer server;
    private static AdminClient admin;

    @BeforeAll
    static void start() {
        server = Servers.selected()
                .start(Wars.deployment(Wars.named("crowd")
                                .addClasses(ListServlet.class, EventsServlet.class)
                                .setWebXML(new StringAsset(WEB_XML)))
                        // it has work to do, for which the quick compiler is too slow
                        .withJvmOption("-XX:TieredStopAtLevel=4")
                        .withJvmOption("-Xmx256m")
                        .withAdminCommand(SMALL_SEND_BUFFER)
                        .withSystemProperty("payaramicro.maxHttpThreads", Integer.toString(ListServlet.AT_ONCE + 50)));
        admin = new AdminClient(server.baseUri()).awaitUp();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void twoHundredLargeAnswersAtOnceAreMeasuredToTheByteAndToken() {
        try (Crowd crowd = Crowd.ask(server.baseUri(), ListServlet.AT_ONCE, number -> "/lists/" + number)) {
            crowd.awaitBeginnings(LIMIT);
            assertThat(crowd.unfinished()).as("answers at once").isEqualTo(ListServlet.AT_ONCE);
            crowd.awaitEnds(LIMIT);
            assertAllIsWell(
                    crowd,
                    ListServlet.AT_ONCE,
                    "list",
                    number -> new Expected(
                            "/lists/" + number, ListServlet.length(number), ListServlet.tokens(number), 0));
        }
    }

    @Test
    void twoThousandEventStreamsAtOnceAreMeasuredToTheByteAndToken() {
        try (Crowd crowd = Crowd.ask(server.baseUri(), 2000, number -> "/events/" + number)) {
            crowd.awaitBeginnings(LIMIT);
            assertThat(crowd.unfinished()).as("streams at once").isEqualTo(2000);
            assertThat(RawHttp.exchange(server.baseUri(), "GET /events/go", List.of(), new byte[0]))
                    .startsWith("HTTP/1.1 200 ");
            crowd.awaitEnds(LIMIT);
            assertAllIsWell(
                    crowd,
                    2000,
                    "events",
                    number -> new Expected(
                            "/events/" + number,
                            EventsServlet.length(number),
                            EventsServlet.tokens(number),
                            EventsServlet.EVENTS));
        }
    }

    /** What the client got and what the record says must both be this. */
    private record Expected(String path, long bytes, int tokens, int events) {}

    private static void assertAllIsWell(Crowd crowd, int count, String route, IntFunction<Expected> expected) {
        List<JsonObject> records = admin.awaitRecords(count, "&route=" + route).stream()
                .sorted(Comparator.comparingInt(CrowdIT::number))
                .toList();
        assertThat(records).hasSize(count);
        for (int number = 0; number < count; number++) {
            Expected wanted = expected.apply(number);
            assertThat(crowd.status(number)).startsWith("200");
            assertThat(crowd.bytes(number)).as(wanted.path()).isEqualTo(wanted.bytes());
            JsonObject record = records.get(number);
            assertThat(record.getString("path")).isEqualTo(wanted.path());
            assertThat(record.getJsonNumber("response_bytes").longValue())
                    .as(wanted.path())
                    .isEqualTo(wanted.bytes());
            assertThat(record.getString("units")).as(wanted.path()).isEqualTo(Integer.toString(wanted.tokens()));
            assertThat(record.getInt("sse_events")).as(wanted.path()).isEqualTo(wanted.events());
            assertThat(record.getString("basis")).as(wanted.path()).isEqualTo("measured");
            assertThat(record.getJsonArray("flags")).as(wanted.path()).isEmpty();
        }
        assertThat(server.log()).content().doesNotContain("OutOfMemoryError");
    }

    private static int number(JsonObject record) {
        String path = record.getString("path");
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    }
}
