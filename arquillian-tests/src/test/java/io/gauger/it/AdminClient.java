package io.gauger.it;

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
import java.util.ArrayList;
import java.util.List;

/** Asks the admin API of a running server as an operator would. */
final class AdminClient {
    static final String OPERATOR = "gat_demo";

    /** Not HTTP/2: on Open Liberty such a connection keeps the application that first answered on it, gone or not. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI api;
    private final String token;

    /** The API of the application at this address, which must be in development mode. */
    AdminClient(URI application) {
        this(application, OPERATOR);
    }

    /** The API of the application at this address, for who has this token. */
    AdminClient(URI application, String token) {
        this.api = application.resolve("metering/v1/");
        this.token = token;
    }

    /** What is answered to a path below {@code /metering/v1/}; the answer must be 200. */
    JsonObject get(String pathAndQuery) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(api.resolve(pathAndQuery))
                .header("Authorization", "Bearer " + token)
                .build());
        if (response.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + ": " + response.statusCode() + " " + response.body());
        }
        return parse(response.body());
    }

    /** The whole answer to a request below {@code /metering/v1/}, for which {@code authorization} may be null. */
    HttpResponse<String> request(String method, String pathAndQuery, String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(api.resolve(pathAndQuery)).method(method, HttpRequest.BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    /** The whole answer to a request below {@code /metering/v1/} with a body of JSON. */
    HttpResponse<String> change(String method, String pathAndQuery, String json) {
        return send(HttpRequest.newBuilder(api.resolve(pathAndQuery))
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .build());
    }

    /** What is answered when this is made below {@code /metering/v1/}; the answer must be 201. */
    JsonObject post(String path, String json) {
        HttpResponse<String> response = change("POST", path, json);
        if (response.statusCode() != 201) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
        return parse(response.body());
    }

    /** Every record that matches, over all pages. */
    List<JsonObject> records(String query) {
        List<JsonObject> records = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = get("records?limit=1000" + query + cursor);
            records.addAll(page.getJsonArray("data").getValuesAs(JsonObject.class));
            cursor = page.isNull("next_cursor") ? null : "&cursor=" + page.getString("next_cursor");
        } while (cursor != null);
        return records;
    }

    /** Returns once the database is open, which is within about a second after the start. */
    AdminClient awaitUp() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            HttpResponse<String> health = request("GET", "health", "Bearer " + token);
            return health.statusCode() == 200
                    && parse(health.body()).getString("status").equals("up");
        });
        return this;
    }

    /** The records that match, once there are so many of them: they are written about a second after the call. */
    List<JsonObject> awaitRecords(int atLeast, String query) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> records(query), found -> found.size() >= atLeast);
    }

    static JsonObject parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
