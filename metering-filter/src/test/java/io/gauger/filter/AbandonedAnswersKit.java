package io.gauger.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.measure.Flag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that go away while the application does not write, of which no container tells anybody: there is one record as
 * soon as the application goes on, or the time of its answer is up.
 */
abstract class AbandonedAnswersKit extends ContainerKit {
    private static final Queue<AsyncContext> OPEN = new ConcurrentLinkedQueue<>();

    @Override
    Map<String, String> parameters() {
        return Map.of("gauger.route.endless", "* /endless bytes", "gauger.route.limited", "* /limited bytes");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of(
                "/endless",
                (request, response) -> begin(request, response, 0),
                "/limited",
                (request, response) -> begin(request, response, 1000),
                "/unmetered",
                (request, response) -> response.flushBuffer());
    }

    private static void begin(HttpServletRequest request, HttpServletResponse response, long timeout)
            throws IOException {
        AsyncContext async = request.startAsync();
        async.setTimeout(timeout);
        response.setContentType("text/event-stream");
        response.getOutputStream().write("data: 1\n\n".getBytes(US_ASCII));
        response.flushBuffer();
        OPEN.add(async);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheApplicationCompletesItsAnswerItIsRecorded(boolean reset) throws Exception {
        AsyncContext async = abandon("/endless", reset);

        async.complete();

        assertThat(RecordedUsage.theOnly().responseBytes()).isEqualTo(9);
        assertFlags();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenItWritesOnItIsRecordedAsAborted(boolean reset) throws Exception {
        AsyncContext async = abandon("/endless", reset);

        await().until(() -> {
            try {
                async.getResponse().getOutputStream().write(new byte[100]);
                async.getResponse().flushBuffer();
            } catch (IOException | RuntimeException e) {
                return true;
            }
            return false;
        });
        try {
            async.complete();
        } catch (RuntimeException e) {
            // the container has done so
        }

        assertThat(RecordedUsage.theOnly().measurement().flags()).containsExactly(Flag.CLIENT_ABORTED);
        // Tomcat may lay what a thread of the application ran into upon the next request, which shall not be a test's
        await().ignoreExceptions().until(() -> get("/unmetered").statusCode() == 200);
    }

    @Test
    void whenItsTimeIsUpItIsRecorded() throws Exception {
        abandon("/limited", false);

        assertThat(RecordedUsage.theOnly().responseBytes()).isEqualTo(9);
        assertFlags(Flag.TIMEOUT);
    }

    private AsyncContext abandon(String path, boolean reset) throws Exception {
        OPEN.clear();
        AsyncContext[] async = new AsyncContext[1];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base().getPort())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").getBytes(US_ASCII));
            assertThat(socket.getInputStream().read()).isPositive();
            // a client that goes while the server still flushes is noticed
            await().pollInterval(Duration.ofMillis(2)).until(() -> !OPEN.isEmpty());
            async[0] = OPEN.remove();
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> RecordedUsage.all()
                .isEmpty());
        return async[0];
    }
}
