package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application is told and its client gets is the same with metering as without. */
abstract class UntouchedAnswersKit extends ContainerKit {

    /** Whether the container hands connections over to an application's own protocol. */
    abstract boolean upgrades();

    @Override
    Map<String, String> parameters() {
        return Map.of("gauger.route.all", "* /bytes/* bytes bill_errors=all");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return UntouchedServlets.all();
    }

    @ParameterizedTest
    @CsvSource({
        "length, 5",
        "reset-buffer, 4",
        "reset-download, 25",
        "reset-too-late, 7",
        "writer-state, 23",
        "both, 16"
    })
    void theAnswerIsTheSameAndItsBytesCount(String path, int bytes) throws Exception {
        HttpResponse<String> free = get("/free/" + path);
        HttpResponse<String> metered = get("/bytes/" + path);
        assertThat(metered.statusCode()).isEqualTo(free.statusCode());
        assertThat(metered.body()).isEqualTo(free.body()).hasSize(bytes);
        assertThat(metered.headers().map().keySet())
                .isEqualTo(free.headers().map().keySet());
        assertThat(metered.headers().firstValue("Content-Length"))
                .isEqualTo(free.headers().firstValue("Content-Length"));
        assertUnits(Integer.toString(bytes));
        assertFlags();
    }

    @Test
    void aLengthBeyondTwoGigabytesIsDeclaredAsItIs() throws Exception {
        HttpResponse<String> head = send(request("/bytes/long-length").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.headers().firstValue("Content-Length")).hasValue("3000000000");
        assertUnits("0");
    }

    /** What goes over the connection then is no HTTP, and no body of an answer. */
    @Test
    void aConnectionMayGoOnWithAnotherProtocol() throws Exception {
        String free = upgrade("/free/upgrade");
        assertThat(upgrade("/bytes/upgrade").lines().findFirst())
                .isEqualTo(free.lines().findFirst());
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(upgrades() ? 101 : 500);
        if (upgrades()) {
            assertThat(free).startsWith("HTTP/1.1 101").endsWith("\r\n\r\nhello\n");
            assertThat(RecordedUsage.theOnly().exchange().responseBytes()).isZero();
            assertUnits("0");
            assertFlags();
        }
    }

    private String upgrade(String path) throws IOException {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path
                                    + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello\n")
                            .getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
