package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Ask.put;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Customers to whom an operator has just given limits, by the admin API, and what they are answered on every server. */
final class Customers {
    static final String ALLOWED_MODEL = "a model that the key may ask for, read ahead";

    private static final String NONE = "{}";
    private static final String OPERATOR = "Bearer gat_demo";

    private Customers() {}

    /**
     * One request of a customer, and what it comes to.
     *
     * @param name unique; also the request's User-Agent
     * @param customer whose key is shown; nobody's if there is none
     * @param error of the problem; null if the application answers
     * @param fields of the answer, as far as they are known
     */
    record Asks(String name, String customer, Ask ask, int status, String error, List<String> fields) {
        void verify(Answer answer, List<JsonObject> records) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(status);
            assertThat(answer.fields()).containsAll(fields);
            assertThat(records)
                    .as("its records")
                    .filteredOn(usage -> usage.getInt("status") == status)
                    .singleElement()
                    .satisfies(usage ->
                            assertThat(usage.getString("refusal", null)).isEqualTo(error));
            if (error != null) {
                assertThat(answer.fields())
                        .anyMatch(field -> field.startsWith("Content-Type: application/problem+json"));
                assertThat(parse(answer).getString("error")).isEqualTo(error);
                assertThat(parse(answer).getInt("status")).isEqualTo(status);
            }
            if (status == 429 || status == 402) {
                assertThat(Integer.parseInt(Answer.field(answer.fields(), "retry-after")))
                        .isPositive();
            }
        }
    }

    /** In the order in which they ask. */
    static List<Asks> all() {
        return List.of(
                served("the last of a quota", "quota", get("/stream/write"), "X-Quota-Used: 2", "X-Quota-Remaining: 0"),
                refused("beyond the quota", "quota", get("/stream/write"), 402, "quota_exceeded", "X-Quota-Limit: 2"),
                served("the only one of an account's minute", "rate", get("/stream/write"), "X-RateLimit-Remaining: 0"),
                refused(
                        "one too many for an account",
                        "rate",
                        get("/stream/write"),
                        429,
                        "organization_rate_limited",
                        "X-RateLimit-Scope: organization",
                        "X-RateLimit-Org-Limit: 1"),
                served("the only one of a key's minute", "key-rate", get("/stream/write"), "X-RateLimit-Remaining: 0"),
                refused(
                        "one too many for a key",
                        "key-rate",
                        get("/stream/write"),
                        429,
                        "rate_limited",
                        "RateLimit-Policy: \"key\";q=1;w=60"),
                served(ALLOWED_MODEL, "models", put("/read/stream", RequestCells.json("gpt-4", 200_000))),
                refused(
                        "another model",
                        "models",
                        put("/read/stream", RequestCells.json("o1", 9)),
                        403,
                        "model_not_allowed"),
                refused(
                        "another model, in a request of unknown length",
                        "models",
                        put("/read/stream", RequestCells.json("o1", 100_000)).inChunks(),
                        403,
                        "model_not_allowed"),
                refused("another route", "routes", get("/stream/write"), 403, "route_not_allowed"),
                refused("from another address", "addresses", get("/stream/write"), 403, "ip_blocked"),
                refused(
                        "a key of nobody",
                        "nobody",
                        get("/stream/write"),
                        401,
                        "invalid_key",
                        "WWW-Authenticate: Bearer realm=\"gauger\""));
    }

    /** What all are answered by the application at this address, by their names. */
    static Map<String, Answer> ask(URI application) {
        Map<String, String> keys = Map.of(
                "quota", key(application, "quota", "{\"requests_per_month\":\"2\"}", NONE),
                "rate", key(application, "rate", "{\"rate_limit_per_minute\":1}", NONE),
                "key-rate", key(application, "key-rate", NONE, "{\"rate_limit_rpm\":1}"),
                "models", key(application, "models", NONE, "{\"allowed_models\":[\"gpt-*\"]}"),
                "routes", key(application, "routes", NONE, "{\"allowed_routes\":[\"request\"]}"),
                "addresses", key(application, "addresses", NONE, "{\"allowed_ips\":[\"192.0.2.1\"]}"));
        known(application, get("/stream/write").with("X-API-Key", keys.get("quota")), "the first of a quota");
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Asks asks : all()) {
            String key = keys.getOrDefault(asks.customer(), "gk_nobodys");
            answers.put(asks.name(), known(application, asks.ask().with("X-API-Key", key), asks.name()));
        }
        return answers;
    }

    /** A database may take longer than a request waits for it; who is told so asks again. */
    private static Answer known(URI application, Ask ask, String userAgent) {
        Answer answer;
        int attempts = 0;
        do {
            answer = Wire.send(application, ask, userAgent);
        } while (answer.status() == 503 && ++attempts < 1000);
        return answer;
    }

    /** The secret of a new key, of an account of its own with a plan of its own. */
    private static String key(URI application, String id, String plan, String key) {
        create(application, "plans", named(plan, "\"id\":\"" + id + "\",\"name\":\"" + id + "\""));
        create(
                application,
                "accounts",
                named("{\"plan_id\":\"" + id + "\"}", "\"id\":\"" + id + "\",\"name\":\"" + id + "\""));
        return create(application, "keys", named(key, "\"account_id\":\"" + id + "\",\"name\":\"" + id + "\""))
                .getString("key");
    }

    private static String named(String object, String members) {
        return object.equals(NONE) ? "{" + members + "}" : "{" + members + "," + object.substring(1);
    }

    private static JsonObject create(URI application, String what, String json) {
        Ask ask = Ask.post("/metering/v1/" + what, "application/json", json).with("Authorization", OPERATOR);
        Answer answer = Wire.send(application, ask, "operator");
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return parse(answer);
    }

    private static JsonObject parse(Answer answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    private static Asks served(String name, String customer, Ask ask, String... fields) {
        return new Asks(name, customer, ask, 200, null, List.of(fields));
    }

    private static Asks refused(String name, String customer, Ask ask, int status, String error, String... fields) {
        return new Asks(name, customer, ask, status, error, List.of(fields));
    }
}
