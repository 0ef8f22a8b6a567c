package io.gauger.it.suite;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** The records of an application, as its admin API tells them. */
final class Records {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<JsonObject> all;

    private Records(List<JsonObject> all) {
        this.all = all;
    }

    /** Those of the application at this address, now. */
    static Records of(URI application) {
        HttpRequest request = HttpRequest.newBuilder(application.resolve("metering/v1/records?limit=1000"))
                .header("Authorization", "Bearer gat_demo")
                .build();
        HttpResponse<String> response;
        try {
            response = CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No records: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        if (response.statusCode() != 200) {
            throw new AssertionError("No records: " + response.statusCode() + " " + response.body());
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return new Records(reader.readObject().getJsonArray("data").getValuesAs(JsonObject.class));
        }
    }

    /** Those of the application once each of these user agents has one, or after a while without. */
    static Records of(URI application, Set<String> userAgents) {
        try {
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> of(application).userAgents().containsAll(userAgents));
        } catch (ConditionTimeoutException e) {
            // the cells whose records are missing tell so, each by its name
        }
        return of(application);
    }

    /** Whose User-Agent field is this. */
    List<JsonObject> from(String userAgent) {
        return all.stream()
                .filter(usage -> userAgent.equals(usage.getString("user_agent", null)))
                .toList();
    }

    List<JsonObject> all() {
        return all;
    }

    private Set<String> userAgents() {
        return all.stream().map(usage -> usage.getString("user_agent", "")).collect(Collectors.toSet());
    }
}
