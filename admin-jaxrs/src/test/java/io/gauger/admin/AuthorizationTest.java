package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every endpoint for every kind of caller. An endpoint that has no line here fails. */
class AuthorizationTest {
    private static final StoredInMemory STORED = new StoredInMemory();

    private static AdminServer server;

    /** What an endpoint needs. */
    private enum Rule {
        READ,
        /** A question that is asked by POST: it changes nothing, but is none for other sites' pages. */
        ASK,
        WRITE
    }

    private static final Map<String, Rule> RULES = new TreeMap<>(Map.ofEntries(
            Map.entry("GET v1/usage", Rule.READ),
            Map.entry("GET v1/records", Rule.READ),
            Map.entry("GET v1/records/{id}", Rule.READ),
            Map.entry("GET v1/routes", Rule.READ),
            Map.entry("POST v1/routes", Rule.WRITE),
            Map.entry("GET v1/routes/{id}", Rule.READ),
            Map.entry("PATCH v1/routes/{id}", Rule.WRITE),
            Map.entry("DELETE v1/routes/{id}", Rule.WRITE),
            Map.entry("POST v1/expressions/validate", Rule.ASK),
            Map.entry("POST v1/expressions/evaluate", Rule.ASK),
            Map.entry("GET v1/reconciliation", Rule.READ),
            Map.entry("GET v1/health", Rule.READ),
            Map.entry("GET v1/dead-letters", Rule.READ),
            Map.entry("POST v1/dead-letters/{id}/redrive", Rule.WRITE),
            Map.entry("GET v1/accounts", Rule.READ),
            Map.entry("POST v1/accounts", Rule.WRITE),
            Map.entry("GET v1/accounts/{id}", Rule.READ),
            Map.entry("PATCH v1/accounts/{id}", Rule.WRITE),
            Map.entry("DELETE v1/accounts/{id}", Rule.WRITE),
            Map.entry("GET v1/keys", Rule.READ),
            Map.entry("POST v1/keys", Rule.WRITE),
            Map.entry("GET v1/keys/{id}", Rule.READ),
            Map.entry("PATCH v1/keys/{id}", Rule.WRITE),
            Map.entry("DELETE v1/keys/{id}", Rule.WRITE),
            Map.entry("POST v1/keys/{id}/rotate", Rule.WRITE),
            Map.entry("GET v1/audit", Rule.READ)));

    /** Each kind of caller by its fields, and what it may. */
    private record Caller(String name, Set<Rule> may, int otherwise, List<String> fields) {
        Caller(String name, Set<Rule> may, int otherwise, String... fields) {
            this(name, may, otherwise, List.of(fields));
        }
    }

    private static final List<Caller> CALLERS = List.of(
            new Caller("nobody", Set.of(), 401, "X-Nothing", "x"),
            new Caller("a wrong token", Set.of(), 401, "Authorization", "Bearer gat_wrong"),
            new Caller("a customer's key", Set.of(), 401, "Authorization", "Bearer gk_key"),
            new Caller("a customer's key in its own field", Set.of(), 401, "X-API-Key", "gk_key"),
            new Caller("a token that reads", Set.of(Rule.READ, Rule.ASK), 403, "Authorization", "Bearer gat_read"),
            new Caller("a token that writes", Set.of(Rule.values()), 403, "Authorization", "Bearer gat_test"),
            new Caller("a user without a role of ours", Set.of(), 401, "X-Role", "other"),
            new Caller("a viewer", Set.of(Rule.READ, Rule.ASK), 403, "X-Role", "metering-viewer"),
            new Caller("an admin", Set.of(Rule.values()), 403, "X-Role", "metering-admin"),
            new Caller(
                    "an admin's browser on another site",
                    Set.of(Rule.READ),
                    403,
                    "X-Role",
                    "metering-admin",
                    "Sec-Fetch-Site",
                    "cross-site"),
            new Caller(
                    "an admin's old browser on another site",
                    Set.of(Rule.READ),
                    403,
                    "X-Role",
                    "metering-admin",
                    "Origin",
                    "https://evil.example"));

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void everyEndpointHasARule() {
        Set<String> endpoints = new TreeSet<>();
        for (Method method : AdminApi.class.getDeclaredMethods()) {
            jakarta.ws.rs.Path path = method.getAnnotation(jakarta.ws.rs.Path.class);
            String verb = verb(method);
            if (path != null && !verb.equals("OPTIONS")) {
                endpoints.add(verb + " " + path.value());
            }
        }
        assertThat(endpoints).isEqualTo(RULES.keySet());
    }

    @Test
    void everyCallerMayWhatTheRulesSayAndNothingElse() {
        // there is no database behind, and the log says so
        try (CapturedLog log = new CapturedLog(ProblemMapper.class)) {
            RULES.forEach(AuthorizationTest::assertRule);
            assertThat(log.records()).isNotEmpty();
        }
    }

    private static void assertRule(String endpoint, Rule rule) {
        String verb = endpoint.substring(0, endpoint.indexOf(' '));
        String path = "/metering/" + endpoint.substring(verb.length() + 1).replace("{id}", "some-id");
        for (Caller caller : CALLERS) {
            int status = server.send(verb, path, caller.fields().toArray(String[]::new))
                    .status();
            if (caller.may().contains(rule)) {
                assertThat(status).as(endpoint + " for " + caller.name()).isNotIn(401, 403, 405, 415, 500);
            } else {
                assertThat(status).as(endpoint + " for " + caller.name()).isEqualTo(caller.otherwise());
            }
        }
    }

    private static String verb(Method method) {
        for (Class<? extends Annotation> verb :
                List.of(GET.class, POST.class, PATCH.class, DELETE.class, OPTIONS.class)) {
            if (method.isAnnotationPresent(verb)) {
                return verb.getSimpleName();
            }
        }
        return "none";
    }
}
