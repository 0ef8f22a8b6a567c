package io.gauger.admin;

import static io.gauger.admin.EndpointRules.FILTERS;
import static io.gauger.admin.EndpointRules.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.ApiKey;
import io.gauger.account.Changes;
import io.gauger.account.IssuedKey;
import io.gauger.account.KeyLimits;
import io.gauger.account.Permission;
import io.gauger.admin.EndpointRules.Rule;
import io.gauger.node.NodeIdentity;
import io.gauger.rerate.ReratingOrder;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.usage.Dimension;
import io.gauger.usage.RecordFilter;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every endpoint for every kind of caller, for what is its own and what is not. An endpoint that has no line here fails. */
class AuthorizationTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String ACME = "acme";
    private static final String OTHER = "other";

    /** What a caller may: the rules, and the status for everything else. */
    private enum Kind {
        NOBODY(401),
        FORBIDDEN(403),
        READER(403),
        /** Who is let in by a login that another site's page makes use of. */
        ELSEWHERE(403),
        WRITER(403),
        CUSTOMER(403);

        private final int otherwise;

        Kind(int otherwise) {
            this.otherwise = otherwise;
        }

        boolean may(Rule rule) {
            return switch (this) {
                case NOBODY, FORBIDDEN -> rule == Rule.SIGNED;
                case READER -> rule != Rule.WRITE && rule != Rule.BUY;
                case ELSEWHERE -> rule == Rule.READ || rule == Rule.OWN || rule == Rule.SIGNED;
                case WRITER -> true;
                case CUSTOMER -> rule == Rule.OWN || rule == Rule.BUY || rule == Rule.SIGNED;
            };
        }
    }

    /** Each caller by its fields; customers by their account. */
    private record Caller(String name, Kind kind, String account, List<String> fields) {}

    private static final List<Caller> CALLERS = new ArrayList<>();
    private static final Map<String, String> IDS = new HashMap<>();

    private static AdminServer server;
    private static String keyOfAcme;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.payments = Things.STRIPE;
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        AuthorizationTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        operators();
        keyOfAcme = customer(ACME);
        String keyOfOther = customer(OTHER);
        caller("a customer", Kind.CUSTOMER, ACME, "Authorization", "Bearer " + keyOfAcme);
        caller("a customer by X-API-Key", Kind.CUSTOMER, ACME, "X-API-Key", keyOfAcme);
        caller("another customer", Kind.CUSTOMER, OTHER, "X-API-Key", keyOfOther);
        caller("two customers at once", Kind.NOBODY, "Authorization", "Bearer " + keyOfAcme, "X-API-Key", keyOfOther);
        caller("a customer's key as a token", Kind.NOBODY, "X-Auth-Email", "a@example.com", "X-Auth-Key", keyOfAcme);
        refusedCustomers();
        server = new AdminServer(
                STORED, directory, Map.of(AdminParts.PROPERTY, new FailedLogins(new MinutesClock())), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Test
    void everyEndpointHasARule() {
        Set<String> endpoints = new TreeSet<>();
        for (Method method : AdminApi.class.getMethods()) {
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
        for (Caller caller : CALLERS) {
            RULES.forEach((endpoint, rule) -> {
                assertThat(ask(caller, endpoint, caller.account(), "")).satisfies(status -> {
                    if (caller.kind().may(rule)) {
                        assertDone(status, caller, endpoint);
                    } else {
                        assertThat(status)
                                .as(endpoint + " for " + caller.name())
                                .isEqualTo(caller.kind().otherwise);
                    }
                });
            });
        }
    }

    @Test
    void whatIsAnotherCustomersIsNotThere() {
        for (Caller caller : CALLERS) {
            String foreign = caller.account().equals(ACME) ? OTHER : ACME;
            RULES.forEach((endpoint, rule) -> {
                String filter = FILTERS.get(endpoint);
                if (rule != Rule.OWN || (filter == null && !endpoint.contains("{id}"))) {
                    return;
                }
                int status = ask(caller, endpoint, foreign, filter == null ? "" : "?" + filter + "=" + foreign);
                if (caller.kind() == Kind.CUSTOMER) {
                    assertThat(status).as(endpoint + " for " + caller.name()).isEqualTo(404);
                } else if (caller.kind().may(rule)) {
                    assertDone(status, caller, endpoint);
                } else {
                    assertThat(status).as(endpoint + " for " + caller.name()).isEqualTo(caller.kind().otherwise);
                }
            });
        }
    }

    @Test
    void aCustomersListsHoldWhatIsItsOwnOnly() {
        assertThat(listed("accounts")).containsExactly(ACME);
        assertThat(listed("accounts?status=closed")).isEmpty();
        assertThat(listed("alerts")).containsExactly(IDS.get("alerts" + ACME));
        assertThat(listed("plans")).containsExactly("plan-of-" + ACME);
        assertThat(listed("keys")).contains(IDS.get("keys" + ACME)).doesNotContain(IDS.get("keys" + OTHER));
        asCustomer("usage?route=chat");
        assertThat(STORED.usageQuery.filters()).containsEntry(Dimension.ACCOUNT, ACME);
        asCustomer("records?status=200");
        assertThat(STORED.recordQuery.filters())
                .contains(new RecordFilter.Text(RecordFilter.Field.ACCOUNT_ID, ACME))
                .hasSize(2);
        assertThat(asCustomer("records?id=" + IDS.get("records" + OTHER)).json().getJsonArray("data"))
                .isEmpty();
        assertThat(asCustomer("usage?account=").status()).isEqualTo(404);
    }

    private static void assertDone(int status, Caller caller, String endpoint) {
        if (RULES.get(endpoint) == Rule.SIGNED) {
            assertThat(status).as(endpoint + " for " + caller.name()).isEqualTo(400);
        } else if (endpoint.startsWith("GET ")) {
            assertThat(status).as(endpoint + " for " + caller.name()).isEqualTo(200);
        } else {
            // the precondition, or the empty body, keeps everything as it is
            assertThat(status).as(endpoint + " for " + caller.name()).isIn(404, 412, 422);
        }
    }

    private static int ask(Caller caller, String endpoint, String account, String query) {
        String verb = endpoint.substring(0, endpoint.indexOf(' '));
        String template = endpoint.substring(verb.length() + 1);
        String resource = template.split("/", -1)[1];
        String id = IDS.getOrDefault(resource + account, IDS.getOrDefault(resource, "none"));
        String path = "/metering/" + template.replace("{id}", id) + query;
        String[] fields = caller.fields().toArray(String[]::new);
        if (verb.equals("GET")) {
            return server.send(verb, path, fields).status();
        }
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "If-Match";
        all[fields.length + 1] = "\"999\"";
        return server.sendJson(verb, path, "{}", all).status();
    }

    private static AdminServer.Reply asCustomer(String path) {
        return server.send("GET", "/metering/v1/" + path, "X-API-Key", keyOfAcme);
    }

    private static List<String> listed(String path) {
        List<String> ids = new ArrayList<>();
        for (JsonValue each : asCustomer(path).json().getJsonArray("data")) {
            ids.add(each.asJsonObject().getString("id"));
        }
        return ids;
    }

    private static void operators() {
        Set<Permission> writing = Set.of(Permission.READ, Permission.WRITE);
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        String paired = change(changes -> changes.createToken("paired", "ops@example.com", writing, null))
                .secret();
        String meters = change(changes -> changes.createToken("meters", null, Set.of(Permission.METER_WRITE), null))
                .secret();
        String expired = change(changes -> changes.createToken("expired", null, writing, past))
                .secret();
        Route route = Route.named("stored").on("GET", "/stored/*").request().build();
        IDS.put("routes", change(changes -> changes.createRoute(route)).route().id());
        IDS.put(
                "prices",
                change(changes -> changes.createPrice(Things.price("price_any", "chat")))
                        .stored()
                        .price()
                        .id());
        IDS.put(
                "reratings",
                change(changes -> changes.createRerating(new ReratingOrder(past, past.plusSeconds(1), null, "any")))
                        .id());
        IDS.put(
                "operator-tokens",
                change(changes -> changes.createToken("any", null, writing, null))
                        .token()
                        .id());
        caller("nobody", Kind.NOBODY, "X-Nothing", "x");
        caller("a wrong token", Kind.NOBODY, "Authorization", "Bearer gat_wrong");
        caller("an expired token", Kind.NOBODY, "Authorization", "Bearer " + expired);
        caller("an unknown key", Kind.NOBODY, "Authorization", "Bearer gk_key");
        caller("an unknown key in its own field", Kind.NOBODY, "X-API-Key", "gk_key");
        caller("a key of the application's own", Kind.NOBODY, "X-API-Key", "gat_test");
        caller("a token that reads", Kind.READER, "Authorization", "Bearer gat_read");
        caller("a token that writes", Kind.WRITER, "Authorization", "Bearer gat_test");
        caller("a token that only meters", Kind.FORBIDDEN, "Authorization", "Bearer " + meters);
        caller("a token with its e-mail", Kind.WRITER, "X-Auth-Email", "ops@example.com", "X-Auth-Key", paired);
        caller("a token with another e-mail", Kind.NOBODY, "X-Auth-Email", "ada@example.com", "X-Auth-Key", paired);
        caller("a token without its e-mail", Kind.NOBODY, "X-Auth-Key", paired);
        caller("a token that has no e-mail", Kind.NOBODY, "X-Auth-Email", "null", "X-Auth-Key", "gat_test");
        caller("an e-mail without a token", Kind.NOBODY, "X-Auth-Email", "ops@example.com");
        caller("a user without a role of ours", Kind.NOBODY, "X-Role", "other");
        caller("a viewer", Kind.READER, "X-Role", "metering-viewer");
        caller("an admin", Kind.WRITER, "X-Role", "metering-admin");
        caller("an admin's browser on another site", Kind.ELSEWHERE, "X-Role", "metering-admin", "Sec-Fetch-Site", "x");
        caller(
                "an admin's old browser on another site",
                Kind.ELSEWHERE,
                "X-Role",
                "metering-admin",
                "Origin",
                "https://evil.example");
    }

    /** An account with a plan, a key and a record; the key's secret. */
    private static String customer(String account) {
        String plan = "plan-of-" + account;
        change(changes -> changes.createPlan(Things.plan(plan)));
        change(changes -> changes.createAccount(Things.account(account, plan)));
        change(changes -> changes.setBudget(account, null, Things.BUDGET));
        IssuedKey key = change(changes -> changes.createKey(account, "k", Things.NO_LIMITS));
        UUID alert = UUID.randomUUID();
        STORED.accounts.alerts().raise(List.of(Things.alert(alert, account, Instant.EPOCH)), true);
        IDS.put("alerts" + account, alert.toString());
        UUID record = UUID.randomUUID();
        STORED.records.add(Records.full(record, Instant.parse("2026-01-31T10:00:00Z"), account));
        IDS.put("accounts" + account, account);
        IDS.put("purchases" + account, Things.bought(STORED, account));
        IDS.put("plans" + account, plan);
        IDS.put("keys" + account, key.key().id());
        IDS.put("records" + account, record.toString());
        return key.secret();
    }

    private static void refusedCustomers() {
        IssuedKey revoked = change(changes -> changes.createKey(ACME, "revoked", Things.NO_LIMITS));
        change(changes -> changes.updateKey(
                revoked.key().id(), null, key -> key.with(key.name(), ApiKey.Status.REVOKED, key.limits())));
        caller("a revoked key", Kind.FORBIDDEN, "X-API-Key", revoked.secret());
        caller(
                "an expired key",
                Kind.FORBIDDEN,
                "X-API-Key",
                limited(List.of(), Instant.parse("2020-01-01T00:00:00Z")));
        caller("a key of elsewhere", Kind.FORBIDDEN, "X-API-Key", limited(List.of("192.0.2.0/24"), null));
        change(changes -> changes.createAccount(Things.account("suspended", null)));
        IssuedKey suspended = change(changes -> changes.createKey("suspended", "k", Things.NO_LIMITS));
        change(changes -> changes.updateAccount("suspended", null, Things::suspended));
        caller("a key of a suspended account", Kind.FORBIDDEN, "X-API-Key", suspended.secret());
    }

    private static String limited(List<String> ips, Instant end) {
        KeyLimits limits = Things.limits(ips, end);
        return change(changes -> changes.createKey(ACME, "limited", limits)).secret();
    }

    private static void caller(String name, Kind kind, String... fields) {
        CALLERS.add(new Caller(name, kind, ACME, List.of(fields)));
    }

    private static void caller(String name, Kind kind, String account, String field, String value) {
        CALLERS.add(new Caller(name, kind, account, List.of(field, value)));
    }

    private static <T> T change(Function<Changes, T> work) {
        return STORED.accounts.administration().change("tester", work);
    }

    private static String verb(Method method) {
        for (Class<? extends Annotation> verb :
                List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class, OPTIONS.class)) {
            if (method.isAnnotationPresent(verb)) {
                return verb.getSimpleName();
            }
        }
        return "none";
    }
}
