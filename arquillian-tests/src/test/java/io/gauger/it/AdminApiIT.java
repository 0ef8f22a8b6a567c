package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API of the sample, asked over HTTP: what it lets in, what it refuses and how, and what it finds. */
@Tag("once")
class AdminApiIT {
    private static final String OPERATOR = "Bearer " + AdminClient.OPERATOR;
    private static final String NOBODY = null;

    /** By which the records of the calls below are told from those of other tests. */
    private static final String AGENT = "admin-api-" + UUID.randomUUID();

    private static final String OURS = "&user_agent=" + AGENT;

    private static AdminClient admin;
    private static URI sampleAddress;

    @BeforeAll
    static void callTheSample(@SampleAddress URI sample) {
        sampleAddress = sample;
        admin = new AdminClient(sample);
        for (int i = 0; i < 5; i++) {
            call(sample, "GET /v1/ping", "gk_demo", "");
        }
        call(sample, "GET /v1/ping", "gk_demo2", "");
        call(sample, "GET /v1/files/2560", "gk_demo", "");
        call(sample, "GET /v1/fail/404", "gk_demo", "");
        call(sample, "POST /v1/tiered", "gk_demo", "{\"model\":\"gpt-4\",\"tokens\":4}");
        call(sample, "POST /v1/tiered", "gk_demo", "{\"model\":\"gpt-4\"}");
        call(sample, "GET /v1/ping", "gk_nobodys", "");
        admin.awaitRecords(11, OURS);
    }

    @Test
    void withoutTokenEveryPathIsRefused() {
        for (String path : List.of("usage", "records", "routes", "health", "nothing", "../nothing", "..")) {
            HttpResponse<String> answer = admin.request("GET", path, NOBODY);

            assertIsProblem(answer, 401, "missing_token");
            assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        }
        assertIsProblem(admin.request("POST", "usage", NOBODY), 401, "missing_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer gat_wrong", "Bearer gat_demo2", "bearer gat_DEMO"})
    void aWrongTokenIsRefused(String credentials) {
        HttpResponse<String> answer = admin.request("GET", "usage", credentials);

        assertIsProblem(answer, 401, "invalid_token");
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).doesNotContain(credentials.substring("Bearer ".length()));
    }

    @Test
    void aCustomerSeesItsOwnRecordsAndUsageOnly() {
        String customer = "Bearer gk_demo2";
        assertThat(new AdminClient(sampleAddress, "gk_demo2").records(OURS))
                .singleElement()
                .satisfies(record -> assertThat(record.getString("account_id")).isEqualTo("demo2"));
        assertThat(AdminClient.parse(admin.request("GET", "usage?group_by=account", customer)
                                .body())
                        .getJsonArray("data")
                        .getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("account"))
                .containsExactly("demo2");
        String foreign = admin.records(OURS + "&account_id=demo").get(0).getString("id");
        assertIsProblem(admin.request("GET", "records/" + foreign, customer), 404, "record_not_found");
        assertIsProblem(admin.request("GET", "usage?account=demo", customer), 404, "account_not_found");
        assertIsProblem(admin.request("GET", "audit", customer), 403, "operators_only");
        assertIsProblem(admin.request("DELETE", "accounts/demo2", customer), 403, "read_only");
        assertIsProblem(admin.request("GET", "usage", "Bearer gk_nobodys"), 401, "invalid_key");
    }

    @Test
    void aPlanIsMadeChangedAndRemoved() {
        String id = "plan-" + UUID.randomUUID();
        HttpResponse<String> made =
                admin.change("POST", "plans", "{\"id\":\"" + id + "\",\"name\":\"Gold\",\"requests_per_month\":\"5\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location").orElseThrow()).endsWith("/metering/v1/plans/" + id);
        assertThat(admin.get("plans/" + id)).isEqualTo(AdminClient.parse(made.body()));

        HttpResponse<String> changed = admin.change("PATCH", "plans/" + id, "{\"requests_per_month\":null}");
        assertThat(changed.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(admin.request("OPTIONS", "plans/" + id, OPERATOR).headers().allValues("Allow"))
                .containsExactly("DELETE, GET, HEAD, OPTIONS, PATCH");
        assertThat(admin.request("DELETE", "plans/" + id, OPERATOR).statusCode())
                .isEqualTo(204);
        assertIsProblem(admin.request("GET", "plans/" + id, OPERATOR), 404, "plan_not_found");
    }

    @Test
    void credentialsOfAnotherSchemeAreNoToken() {
        assertIsProblem(admin.request("GET", "usage", "Basic Z2F0X2RlbW8="), 401, "missing_token");
    }

    @Test
    void anUnknownPathIsNotFoundForWhoHasAToken() {
        for (String path : List.of("nothing", "usage/nothing", "../nothing", "..", "../v2/usage")) {
            HttpResponse<String> answer = admin.request("GET", path, OPERATOR);

            assertIsProblem(answer, 404, "not_found");
            assertThat(answer.headers().map()).doesNotContainKey("WWW-Authenticate");
        }
    }

    @Test
    void anotherMethodIsNotAllowed() {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            HttpResponse<String> answer = admin.request(method, "usage", OPERATOR);

            assertIsProblem(answer, 405, "method_not_allowed");
            assertThat(answer.headers().allValues("Allow")).containsExactly("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void everyWrongParameterIsNamed() {
        HttpResponse<String> answer = admin.request(
                "GET", "records?limit=0&colour=red&status=fine&from=yesterday&streaming=maybe&flags=odd", OPERATOR);

        assertIsProblem(answer, 422, "invalid_parameter");
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder("/limit", "/colour", "/status", "/from", "/streaming", "/flags");
        assertThat(AdminClient.parse(answer.body()).getJsonArray("errors").getValuesAs(JsonObject.class))
                .allSatisfy(error -> assertThat(error.getString("detail")).isNotBlank());
    }

    @Test
    void everyWrongParameterOfUsageIsNamed() {
        HttpResponse<String> answer = admin.request(
                "GET",
                "usage?group_by=account,colour&status=99&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z&limit=1",
                OPERATOR);

        assertIsProblem(answer, 422, "invalid_parameter");
        assertThat(pointers(answer)).containsExactlyInAnyOrder("/group_by", "/status", "/from", "/limit");
    }

    @Test
    void anUnknownRecordIsNotFound() {
        assertIsProblem(admin.request("GET", "records/" + UUID.randomUUID(), OPERATOR), 404, "record_not_found");
        assertIsProblem(admin.request("GET", "records/1", OPERATOR), 404, "record_not_found");
    }

    @Test
    void aRecordFoundByItsIdIsTheOneInTheList() {
        List<JsonObject> listed = admin.records(OURS);

        assertThat(listed).hasSize(11).allSatisfy(record -> {
            String id = record.getString("id");
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
            assertThat(admin.get("records/" + id)).isEqualTo(record);
        });
    }

    @Test
    void aRecordTellsWhoCalledWhatAndWhatItCameTo() {
        JsonObject record = admin.records(OURS + "&route=tiered&units=8").get(0);

        assertThat(record.getString("account_id")).isEqualTo("demo");
        assertThat(record.getString("key_prefix")).isEqualTo("gk_demo");
        assertThat(record.getString("method")).isEqualTo("POST");
        assertThat(record.getString("path")).isEqualTo("/v1/tiered");
        assertThat(record.getString("endpoint")).isEqualTo("/v1/tiered");
        assertThat(record.getString("model")).isEqualTo("gpt-4");
        assertThat(record.getInt("status")).isEqualTo(200);
        assertThat(record.getInt("request_bytes")).isEqualTo("{\"model\":\"gpt-4\",\"tokens\":4}".length());
        assertThat(record.getInt("response_bytes")).isEqualTo("{\"model\":\"gpt-4\",\"tokens\":4}".length());
        assertThat(record.getString("client_ip")).isEqualTo("127.0.0.1");
        assertThat(record.getString("user_agent")).isEqualTo(AGENT);
        assertThat(record.getString("basis")).isEqualTo("measured");
        assertThat(record.isNull("refusal")).isTrue();
    }

    @Test
    void recordsAreFoundByTheirFields() {
        assertThat(admin.records(OURS + "&route=ping&account_id=demo")).hasSize(5);
        assertThat(admin.records(OURS + "&account_id=demo2")).hasSize(1);
        assertThat(admin.records(OURS + "&status=404")).hasSize(1);
        assertThat(admin.records(OURS + "&status=404&route=ping")).isEmpty();
        assertThat(admin.records(OURS + "&units=2.50")).hasSize(1);
        assertThat(admin.records(OURS + "&path=%2Fv1%2Ffiles%2F2560")).hasSize(1);
        assertThat(admin.records(OURS + "&flags=missing_field")).hasSize(1);
        assertThat(admin.records(OURS + "&basis=estimated")).hasSize(1);
        assertThat(admin.records(OURS + "&refusal=invalid_key")).hasSize(1);
        assertThat(admin.records(OURS + "&to=2026-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void aCursorLeadsOverAllPagesWithEachRecordOnce() {
        List<JsonObject> all = admin.records(OURS);
        List<JsonObject> paged = new ArrayList<>();
        String next = "records?limit=4" + OURS;
        int pages = 0;
        while (next != null) {
            HttpResponse<String> answer = admin.request("GET", next, OPERATOR);
            JsonObject page = AdminClient.parse(answer.body());
            paged.addAll(page.getJsonArray("data").getValuesAs(JsonObject.class));
            pages++;
            if (page.isNull("next_cursor")) {
                assertThat(answer.headers().map()).doesNotContainKey("Link");
                next = null;
            } else {
                next = "records?limit=4" + OURS + "&cursor=" + page.getString("next_cursor");
                String link = answer.headers().firstValue("Link").orElseThrow();
                assertThat(link).startsWith("<http").endsWith(">; rel=\"next\"");
                String target = link.substring(1, link.indexOf('>'));
                assertThat(admin.request("GET", target, OPERATOR).body())
                        .isEqualTo(admin.request("GET", next, OPERATOR).body());
            }
        }

        assertThat(pages).isEqualTo(3);
        assertThat(paged).isEqualTo(all);
        assertThat(all.stream().map(record -> record.getString("time")).toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void usageIsGroupedAndFiltered() {
        JsonObject usage = admin.get("usage?group_by=route,status&account=demo2");

        assertThat(usage.getJsonArray("data").getValuesAs(JsonObject.class))
                .filteredOn(row -> row.getString("route").equals("ping"))
                .singleElement()
                .satisfies(row -> assertThat(row.getString("status")).isEqualTo("2xx"));
        BigDecimal sum = usage.getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(row -> new BigDecimal(row.getString("units")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(usage.getJsonObject("totals").getString("units")))
                .isEqualByComparingTo(sum);
    }

    @Test
    void theRoutesAreThoseOfTheSample() {
        List<JsonObject> routes = admin.get("routes").getJsonArray("data").getValuesAs(JsonObject.class);

        assertThat(routes.stream().map(AdminApiIT::inShort))
                .containsExactly(
                        "chat [POST] /v1/chat/completions response_field null openai",
                        "fail [GET] /v1/fail/{status} request null null",
                        "files [GET] /v1/files/{bytes} bytes responseBytes / 1024 null",
                        "messages [POST] /v1/messages response_field null anthropic",
                        "ping [GET] /v1/ping request null null",
                        "tiered [POST] /v1/tiered custom"
                                + " respBody.model == 'gpt-4' ? respBody.tokens * 2 : respBody.tokens null");
        assertThat(routes).allSatisfy(route -> {
            assertThat(route.getString("on_error")).isEqualTo("zero");
            assertThat(route.getString("bill_errors")).isEqualTo("client");
            assertThat(route.getBoolean("auth_required")).isFalse();
            assertThat(route.getBoolean("enabled")).isTrue();
            assertThat(route.getInt("priority")).isZero();
        });
    }

    @Test
    void healthTellsThatAllIsWritten() {
        JsonObject health = admin.get("health");

        assertThat(health.getString("status")).isEqualTo("up");
        assertThat(health.getBoolean("store_open")).isTrue();
        assertThat(health.getInt("written")).isGreaterThanOrEqualTo(11);
        assertThat(health.getInt("lost")).isZero();
        assertThat(health.getInt("writer_errors")).isZero();
        assertThat(health.isNull("last_error")).isTrue();
        assertThat(health.getString("last_write")).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(health.getJsonObject("flags").getInt("missing_field")).isPositive();
    }

    @Test
    void answersAreNotKeptByCaches() {
        HttpResponse<String> answer = admin.request("GET", "health", OPERATOR);

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    /** RFC 9457, with the members that every problem of this API has. */
    private static void assertIsProblem(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), answer.body())
                .isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = AdminClient.parse(answer.body());
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("error")).isEqualTo(error);
        assertThat(problem.getString("type")).isEqualTo("urn:gauger:problem:" + error);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(problem.getString("instance")).isEqualTo(answer.uri().getPath());
    }

    private static List<String> pointers(HttpResponse<String> answer) {
        return AdminClient.parse(answer.body()).getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .map(error -> error.getString("pointer"))
                .toList();
    }

    private static String inShort(JsonObject route) {
        String methods = route.getJsonArray("methods").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .collect(Collectors.joining(","));
        return route.getString("id") + " [" + methods + "] " + route.getString("path") + " "
                + route.getString("metering_mode") + " " + route.getString("metering_expr", null) + " "
                + route.getString("provider", null);
    }

    private static void call(URI sample, String methodAndPath, String key, String body) {
        List<String> headers =
                List.of("User-Agent: " + AGENT, "Authorization: Bearer " + key, "Content-Type: application/json");
        String answer = RawHttp.exchange(sample, methodAndPath, headers, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer).startsWith("HTTP/1.1 ");
    }
}
