package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.measure.Flag;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A running container with servlets behind the metering filter, and a client that calls them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContainerKit {
    private final HttpClient client = HttpClient.newHttpClient();
    private Container container;
    private URI base;

    abstract Container container();

    /** What the servlets do, by path. */
    abstract Map<String, TestServlet.Body> servlets();

    /** The filter's init-params besides the sink. */
    abstract Map<String, String> parameters();

    /** Paths of the application's error pages, by status. */
    abstract Map<Integer, String> errorPages();

    @BeforeAll
    void start() throws Exception {
        Map<String, HttpServlet> servlets = new LinkedHashMap<>();
        servlets().forEach((path, body) -> servlets.put(path, new TestServlet(body)));
        Map<String, String> parameters = new LinkedHashMap<>(parameters());
        parameters.putIfAbsent("gauger.sink", RecordedUsage.class.getName());
        container = container();
        base = URI.create("http://127.0.0.1:" + container.start(servlets, parameters, errorPages()));
    }

    @AfterAll
    void stop() throws Exception {
        container.stop();
    }

    @BeforeEach
    void forget() {
        RecordedUsage.forget();
    }

    final URI base() {
        return base;
    }

    final void assertUnits(String units) {
        assertThat(RecordedUsage.theOnly().measurement().units()).isEqualByComparingTo(units);
    }

    final void assertFlags(Flag... flags) {
        assertThat(RecordedUsage.theOnly().measurement().flags()).containsExactlyInAnyOrder(flags);
    }

    final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    final HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    final byte[] body(String path) throws Exception {
        return client.send(request(path).GET().build(), BodyHandlers.ofByteArray())
                .body();
    }

    final void post(String path, String type, String body) throws Exception {
        HttpResponse<String> response =
                send(request(path).header("X-Type", type).POST(BodyPublishers.ofString(body)));
        assertThat(response.body()).isEqualTo(body);
    }

    final HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
