package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample is called 1,200 times, concurrently, by two accounts and by nobody, plain, streamed and failing. The bill is
 * worked out here, from literals; the admin API must have the same, to the last digit, with each record once.
 */
class FirstBillIT {
    private static final int CALLS_OF_EACH_KIND = 25;
    private static final int CONCURRENT = 16;
    private static final String NOBODY = null;

    private static final String JSON = "application/json";

    @TempDir
    private static Path data;

    /** By HTTP/1.1, as a server may end a connection of HTTP/2 at any time, and a request that was sent then with it. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * What is called, and what it comes to.
     *
     * @param units what one call is billed; null if it is not metered
     */
    private record Kind(String route, String method, String path, String body, int status, String units) {}

    private static final List<Kind> KINDS = List.of(
            chat("{'model':'gpt-4o','max_tokens':5,'messages':[{'role':'user','content':'one two three'}]}", 200, "8"),
            chat(
                    "{'model':'gpt-4o','messages':[{'role':'system','content':'be  brief'},"
                            + "{'role':'user','content':[{'type':'text','text':'so many words here'}]}]}",
                    200,
                    "22"),
            chat(
                    "{'model':'gpt-4o','max_tokens':7,'stream':true,'stream_options':{'include_usage':true},"
                            + "'messages':[{'role':'user','content':'alpha beta'}]}",
                    200,
                    "9"),
            // a stream that tells no usage is flagged and comes to nothing
            chat(
                    "{'model':'gpt-4o','max_tokens':3,'stream':true,'messages':[{'role':'user','content':'a b'}]}",
                    200,
                    "0"),
            chat("{'model':'gpt-4o'}", 400, "0"),
            chat("no json", 400, "0"),
            messages(
                    "{'model':'claude','max_tokens':6,'messages':[{'role':'user','content':'four words are here'}]}",
                    200,
                    "10"),
            messages(
                    "{'model':'claude','max_tokens':3,'stream':true,'messages':[{'role':'user','content':'two words'}]}",
                    200,
                    "5"),
            messages("{'model':'claude','messages':[]}", 400, "0"),
            tiered("{'model':'gpt-4','tokens':21}", "42"),
            tiered("{'model':'gpt-3','tokens':2.5}", "2.5"),
            tiered("{'model':'gpt-3','tokens':9007199254740993}", "9007199254740993"),
            files(1536, "1.5"),
            files(1000, "0.9765625"),
            // 0.0009765625 has ten decimals; the tenth is rounded half-even
            files(1, "0.000976562"),
            files(100_000, "97.65625"),
            get("ping", "/v1/ping", 200, "1"),
            get("fail", "/v1/fail/404", 404, "1"),
            get("fail", "/v1/fail/503", 503, "0"),
            get("free", "/free", 200, null));

    /** What a unit of each route costs. */
    private static final Map<String, String> PRICES = Map.of(
            "chat", "0.0000025",
            "messages", "0.000003",
            "tiered", "0.000000000001",
            "files", "0.0005",
            "ping", "0.01",
            "fail", "0.02");

    /** Who calls: the key that is shown, and the account that the bill is for. */
    private record Client(String key, String account) {}

    private static final List<Client> CLIENTS =
            List.of(new Client("gk_demo", "demo"), new Client("gk_demo2", "demo2"), new Client(NOBODY, "-"));

    /** What one group comes to. */
    private record Sum(long requests, BigDecimal units) {
        Sum {
            // 2 and 2.0 are the same amount
            units = units.stripTrailingZeros();
        }

        Sum plus(String more) {
            return new Sum(requests + 1, units.add(new BigDecimal(more)));
        }
    }

    @Test
    void theBillIsRightToTheLastDigit() throws Exception {
        try (RunningServer server = Servers.selected()
                .start(Deployment.of(BuiltFiles.sampleWar()).withSystemProperty("gauger.data-dir", data.toString()))) {
            AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
            // so many calls are more than the demo plan lets through
            assertThat(admin.change("PATCH", "accounts/demo", "{\"plan_id\":null}")
                            .statusCode())
                    .isEqualTo(200);
            PRICES.forEach((route, price) ->
                    admin.post("prices", "{\"route\":\"" + route + "\",\"per_unit\":\"" + price + "\"}"));
            Map<String, Sum> bill = callAll(server.baseUri());
            long metered = bill.values().stream().mapToLong(Sum::requests).sum();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admin.get("usage").getJsonObject("totals").getInt("requests") >= metered);

            assertThat(byAccountAndRoute(admin)).isEqualTo(bill);

            JsonObject totals = admin.get("usage").getJsonObject("totals");
            BigDecimal units = bill.values().stream().map(Sum::units).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(totals.getInt("requests")).isEqualTo((int) metered);
            assertThat(new BigDecimal(totals.getString("units"))).isEqualByComparingTo(units);
            assertThat(totals.getInt("refused")).isZero();

            List<JsonObject> records = admin.records("");
            assertThat(records).hasSize((int) metered);
            assertThat(records.stream().map(record -> record.getString("id")).distinct())
                    .hasSize((int) metered);
            assertThat(records.stream()
                            .map(record -> new BigDecimal(record.getString("units")))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(units);

            assertInvoiceIsTheBill(admin, "demo");
            assertInvoiceIsTheBill(admin, "demo2");

            int streamsWithoutUsage = CALLS_OF_EACH_KIND * CLIENTS.size();
            assertThat(admin.records("&flags=missing_field")).hasSize(streamsWithoutUsage);
            assertThat(totals.getInt("flagged")).isEqualTo(streamsWithoutUsage);
            JsonObject health = admin.get("health");
            assertThat(health.getString("status")).isEqualTo("up");
            assertThat(health.getInt("backlog")).isZero();
            assertThat(health.getJsonObject("flags").getInt("missing_field")).isEqualTo(streamsWithoutUsage);
        }
    }

    /** Its lines, their sum, the ledger and the balance. */
    private static void assertInvoiceIsTheBill(AdminClient admin, String account) {
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (Kind kind : KINDS) {
            if (kind.units() != null) {
                // rounded for each request, and then only summed
                BigDecimal cost = new BigDecimal(kind.units())
                        .multiply(new BigDecimal(PRICES.get(kind.route())))
                        .setScale(12, RoundingMode.HALF_EVEN);
                expected.merge(kind.route(), cost.multiply(BigDecimal.valueOf(CALLS_OF_EACH_KIND)), BigDecimal::add);
            }
        }
        BigDecimal total = expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        JsonObject usage = admin.get("usage?account=" + account).getJsonObject("totals");
        assertThat(new BigDecimal(usage.getString("cost"))).isEqualByComparingTo(total);
        assertThat(new BigDecimal(admin.get("accounts/" + account + "/ledger?limit=1")
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("balance_after")))
                .isEqualByComparingTo(total.negate());
        JsonObject invoice = admin.get("accounts/" + account + "/invoice");
        Map<String, BigDecimal> lines = new TreeMap<>();
        for (JsonObject line : invoice.getJsonArray("lines").getValuesAs(JsonObject.class)) {
            lines.merge(line.getString("route"), new BigDecimal(line.getString("amount")), BigDecimal::add);
        }
        expected.forEach(
                (route, amount) -> assertThat(lines.get(route)).as(route).isEqualByComparingTo(amount));
        assertThat(new BigDecimal(invoice.getString("total"))).isEqualByComparingTo(total);
    }

    private Map<String, Sum> callAll(URI application) throws Exception {
        Map<String, Sum> bill = new TreeMap<>();
        List<Runnable> calls = new ArrayList<>();
        for (Client caller : CLIENTS) {
            for (Kind kind : KINDS) {
                for (int i = 0; i < CALLS_OF_EACH_KIND; i++) {
                    calls.add(() -> call(application, caller, kind));
                    if (kind.units() != null) {
                        bill.merge(
                                caller.account() + " " + kind.route(),
                                new Sum(0, BigDecimal.ZERO).plus(kind.units()),
                                (sum, one) -> sum.plus(kind.units()));
                    }
                }
            }
        }
        assertThat(calls).hasSizeGreaterThanOrEqualTo(1000);
        Collections.shuffle(calls, new Random(1));
        ExecutorService callers = Executors.newFixedThreadPool(CONCURRENT);
        try {
            List<Future<?>> running = new ArrayList<>();
            calls.forEach(call -> running.add(callers.submit(call)));
            for (Future<?> call : running) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }
        return bill;
    }

    private void call(URI application, Client caller, Kind kind) {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.resolve(kind.path()));
        if (kind.body() == null) {
            request.method(kind.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", JSON)
                    .method(kind.method(), BodyPublishers.ofString(kind.body().replace('\'', '"')));
        }
        if (caller.key() != null) {
            request.header("Authorization", "Bearer " + caller.key());
        }
        int status;
        try {
            status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (Exception e) {
            throw new AssertionError(kind + ": " + e, e);
        }
        assertThat(status).as("%s", kind).isEqualTo(kind.status());
    }

    private static Map<String, Sum> byAccountAndRoute(AdminClient admin) {
        Map<String, Sum> found = new TreeMap<>();
        for (JsonObject row :
                admin.get("usage?group_by=account,route").getJsonArray("data").getValuesAs(JsonObject.class)) {
            String account = row.isNull("account") ? "-" : row.getString("account");
            found.put(
                    account + " " + row.getString("route"),
                    new Sum(row.getInt("requests"), new BigDecimal(row.getString("units"))));
        }
        return found;
    }

    private static Kind chat(String body, int status, String units) {
        return new Kind("chat", "POST", "/v1/chat/completions", body, status, units);
    }

    private static Kind messages(String body, int status, String units) {
        return new Kind("messages", "POST", "/v1/messages", body, status, units);
    }

    private static Kind tiered(String body, String units) {
        return new Kind("tiered", "POST", "/v1/tiered", body, 200, units);
    }

    private static Kind files(int bytes, String units) {
        return new Kind("files", "GET", "/v1/files/" + bytes, null, 200, units);
    }

    private static Kind get(String route, String path, int status, String units) {
        return new Kind(route, "GET", path, null, status, units);
    }
}
