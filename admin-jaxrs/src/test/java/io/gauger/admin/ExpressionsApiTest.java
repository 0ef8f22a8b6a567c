package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /v1/expressions/validate} and {@code POST /v1/expressions/evaluate}. */
class ExpressionsApiTest {
    private static final String VALIDATE = "/metering/v1/expressions/validate";
    private static final String EVALUATE = "/metering/v1/expressions/evaluate";

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new AdminServer(new StoredInMemory(), directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void whatAnExpressionReadsIsTold() {
        AdminServer.Reply reply = server.write(
                "POST",
                VALIDATE,
                object("metering_expr", "respBody.model == 'gpt-4' ? respBody.usage.tokens * 2 : status"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .isEqualTo(Json.createObjectBuilder()
                        .add("valid", true)
                        .add("fields", Json.createArrayBuilder(List.of("respBody.model", "respBody.usage.tokens")))
                        .add("variables", Json.createArrayBuilder(List.of("status")))
                        .add("keeps_text", false)
                        .build());
        assertThat(server.write("POST", VALIDATE, object("metering_expr", "count(lines(allData))"))
                        .json()
                        .getBoolean("keeps_text"))
                .isTrue();
    }

    @Test
    void aRefusalNamesTheFieldTheReasonAndThePosition() {
        assertFault(VALIDATE, object("metering_expr", "1 + "), "/metering_expr", "a value is missing", 4);
        assertFault(VALIDATE, object("metering_expr", "2 * totl"), "/metering_expr", "unknown name `totl`", 4);
        assertFault(VALIDATE, object("metering_expr", "1;\n2"), "/metering_expr", "", 1);
        assertFault(VALIDATE, object("metering_expr", "new Date()"), "/metering_expr", "not allowed", 0);
        assertFault(VALIDATE, object("metering_expr", "respBody.constructor"), "/metering_expr", "not allowed", 9);
        assertFault(VALIDATE, object("metering_expr", "status == 200"), "/metering_expr", "always true or false", 7);
        assertFault(
                VALIDATE,
                Json.createObjectBuilder()
                        .add("model_expr", "split(path, '/')[1] ?? respBody.model")
                        .build()
                        .toString(),
                "/model_expr",
                "not known before the request runs",
                23);
        assertFault(VALIDATE, object("model_expr", "reqBody.model"), "/model_expr", "inspect_request", 0);
    }

    @Test
    void whatDoesNotGoWithTheModeIsRefusedWithoutAPosition() {
        JsonObject fault = fault(
                VALIDATE,
                Json.createObjectBuilder()
                        .add("metering_mode", "response_field")
                        .add("metering_expr", "respBody.a * 2")
                        .build()
                        .toString());
        assertThat(fault.getString("pointer")).isEqualTo("/metering_expr");
        assertThat(fault).doesNotContainKey("position");
        assertThat(fault(VALIDATE, "{}").getString("pointer")).isEqualTo("/metering_expr");
        assertThat(fault(VALIDATE, object("expression", "1")).getString("pointer"))
                .isIn("/expression");
    }

    @Test
    void aModelsExpressionIsCheckedByItself() {
        String body = Json.createObjectBuilder()
                .add("model_expr", "reqBody.model ?? split(path, '/')[3]")
                .add("inspect_request", true)
                .build()
                .toString();
        assertThat(server.write("POST", VALIDATE, body).json().getBoolean("valid"))
                .isTrue();
    }

    @Test
    void aSampleIsMeasuredAsARequestWouldBe() {
        AdminServer.Reply reply = evaluate(
                Json.createObjectBuilder().add("metering_expr", "respBody.usage.total_tokens * 2"),
                sample("{\"model\":\"gpt-4\",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":11,"
                        + "\"total_tokens\":21}}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .isEqualTo(Json.createObjectBuilder()
                        .add("units", "42")
                        .add("basis", "measured")
                        .add("flags", JsonValue.EMPTY_JSON_ARRAY)
                        .addNull("provider")
                        .add("model", "gpt-4")
                        .add("prompt_tokens", 10)
                        .add("completion_tokens", 11)
                        .addNull("cached_tokens")
                        .add("sse_events", 0)
                        .build());
    }

    @Test
    void oneExpressionServesThePlainAndTheStreamedForm() {
        JsonObject streamed = evaluate(
                        Json.createObjectBuilder().add("metering_expr", "respBody.usage.total_tokens"),
                        sample("data: {\"usage\":null}\n\ndata: {\"usage\":{\"total_tokens\":9007199254740993}}\n\n"
                                        + "data: [DONE]\n\n")
                                .add("content_type", "text/event-stream; charset=utf-8"))
                .json();
        assertThat(streamed.getString("units")).isEqualTo("9007199254740993");
        assertThat(streamed.getInt("sse_events")).isEqualTo(2);
    }

    @Test
    void theModesAndTheRulesForErrorsHold() {
        assertUnits("1", Json.createObjectBuilder().add("metering_mode", "request"), sample(""));
        assertUnits("5", Json.createObjectBuilder().add("metering_mode", "bytes"), sample("héll"));
        assertUnits(
                "0",
                Json.createObjectBuilder().add("metering_mode", "request"),
                sample("").add("status", 500));
        assertUnits(
                "1",
                Json.createObjectBuilder().add("metering_mode", "request").add("bill_errors", "all"),
                sample("").add("status", 500));
        assertUnits(
                "0.9765625",
                Json.createObjectBuilder().add("metering_expr", "responseBytes / 1024"),
                sample("").add("response_bytes", 1000).add("status", 200));
        JsonObject missing = evaluate(
                        Json.createObjectBuilder()
                                .add("metering_mode", "response_field")
                                .add("on_error", "one"),
                        sample("{\"a\":1}"))
                .json();
        assertThat(missing.getString("units")).isEqualTo("1");
        assertThat(missing.getString("basis")).isEqualTo("estimated");
        assertThat(missing.getJsonArray("flags").getValuesAs(JsonString::getString))
                .containsExactly("missing_field");
    }

    @Test
    void everythingThatAnExpressionKnowsOfARequestCanBeSaid() {
        assertUnits(
                "1",
                Json.createObjectBuilder()
                        .add(
                                "metering_expr",
                                "path == '/v1/a' && method == 'PUT' && query == 'q=1' && accountId == 'acme' && planId"
                                        + " == 'gold' && keyId == 'k' && durationMs == 7 && requestBytes == 8 ? 1 : 0"),
                sample("{}")
                        .add("path", "/v1/a")
                        .add("method", "PUT")
                        .add("query", "q=1")
                        .add("account_id", "acme")
                        .add("plan_id", "gold")
                        .add("key_id", "k")
                        .add("duration_ms", 7)
                        .add("request_bytes", 8));
    }

    @Test
    void whatIsWrongOfASampleIsNamedByItsPlace() {
        JsonObject fault = evaluate(
                        Json.createObjectBuilder().add("metering_expr", "status"),
                        sample("").add("status", "200"))
                .json()
                .getJsonArray("errors")
                .getJsonObject(0);
        assertThat(fault.getString("pointer")).isEqualTo("/sample/status");
        assertThat(fault(EVALUATE, object("metering_expr", "status")).getString("pointer"))
                .isEqualTo("/sample");
        assertFault(EVALUATE, "{\"metering_expr\":\"1 +\",\"sample\":{}}", "/metering_expr", "missing", 3);
    }

    @Test
    void aSampleIsBounded() {
        AdminServer.Reply reply =
                evaluate(Json.createObjectBuilder().add("metering_expr", "status"), sample("x".repeat(1024 * 1024)));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.problem()).isEqualTo("body_too_large");
    }

    @Test
    @Timeout(60)
    void theCostliestExpressionOnTheLargestSampleEndsSoon() {
        StringBuilder expression = new StringBuilder("0");
        for (int i = 0; i < 30; i++) {
            expression.append(" + count(split(allData, 'a").append(i).append("'))");
        }
        long start = System.nanoTime();
        AdminServer.Reply reply = evaluate(
                Json.createObjectBuilder().add("metering_expr", expression.toString()),
                sample("data: " + "a1b".repeat(320_000) + "\n\n").add("content_type", "text/event-stream"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static AdminServer.Reply evaluate(JsonObjectBuilder expression, JsonObjectBuilder sample) {
        return server.write(
                "POST", EVALUATE, expression.add("sample", sample).build().toString());
    }

    private static JsonObjectBuilder sample(String body) {
        return Json.createObjectBuilder().add("body", body);
    }

    private static void assertUnits(String units, JsonObjectBuilder expression, JsonObjectBuilder sample) {
        JsonObject answer = evaluate(expression, sample).json();
        assertThat(answer.getString("units", answer.toString())).isEqualTo(units);
    }

    private static String object(String name, String value) {
        return Json.createObjectBuilder().add(name, value).build().toString();
    }

    private static JsonObject fault(String path, String body) {
        AdminServer.Reply reply = server.write("POST", path, body);
        assertThat(reply.status()).as(body).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid_field");
        return reply.json().getJsonArray("errors").getJsonObject(0);
    }

    private static void assertFault(String path, String body, String pointer, String detail, int position) {
        JsonObject fault = fault(path, body);
        assertThat(fault.getString("pointer")).as(body).isEqualTo(pointer);
        assertThat(fault.getString("detail")).as(body).contains(detail);
        assertThat(fault.getInt("position")).as(body).isEqualTo(position);
    }
}
