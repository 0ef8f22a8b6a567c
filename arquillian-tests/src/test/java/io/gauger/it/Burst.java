package io.gauger.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many requests of one key at the same time, spread evenly over servers. */
final class Burst {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<HttpResponse<String>> answers;

    private Burst(List<HttpResponse<String>> answers) {
        this.answers = answers;
    }

    /**
     * Sends the requests with the numbers from 0, again where it is told to try again, and returns when all are answered; one
     * that is not fails the test.
     */
    static Burst send(List<URI> servers, String key, int count, IntFunction<String> path) {
        return send(servers, key, count, path, Burst::ask);
    }

    /** The same without trying again. */
    static Burst sendOnce(List<URI> servers, String key, int count, IntFunction<String> path) {
        return send(servers, key, count, path, (client, request) -> client.sendAsync(request, BodyHandlers.ofString()));
    }

    private static Burst send(List<URI> servers, String key, int count, IntFunction<String> path, Sending sending) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            URI server = servers.get(number % servers.size());
            HttpRequest request = HttpRequest.newBuilder(
                            server.resolve(path.apply(number).substring(1)))
                    .header("Authorization", "Bearer " + key)
                    .timeout(LIMIT)
                    .build();
            running.add(sending.send(client, request));
        }
        return new Burst(running.stream().map(CompletableFuture::join).toList());
    }

    private interface Sending {
        CompletableFuture<HttpResponse<String>> send(HttpClient client, HttpRequest request);
    }

    private static CompletableFuture<HttpResponse<String>> ask(HttpClient client, HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString()).thenCompose(answer -> {
            if (answer.statusCode() != 503) {
                return CompletableFuture.completedFuture(answer);
            }
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElseThrow();
            return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
                    .thenCompose(waited -> ask(client, request));
        });
    }

    /** The answers in the order of their requests. */
    List<HttpResponse<String>> answers() {
        return answers;
    }

    /** How many had this status. */
    long count(int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    /** How many had each status, for messages. */
    Map<Integer, Long> statuses() {
        Map<Integer, Long> statuses = new TreeMap<>();
        answers.forEach(answer -> statuses.merge(answer.statusCode(), 1L, Long::sum));
        return statuses;
    }
}
