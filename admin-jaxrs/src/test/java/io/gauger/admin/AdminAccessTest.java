package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.usage.StoreUnavailableException;
import jakarta.ws.rs.GET;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, where the API is and is not, and how it refuses. */
class AdminAccessTest {
    private static final String BEARER = "Bearer " + StoredInMemory.TOKEN;
    private static final StoredInMemory STORED = new StoredInMemory();

    private static AdminServer server;

    /** What a host application has. */
    @jakarta.ws.rs.Path("v1/things")
    public static final class HostResource {
        @GET
        public String get() {
            return "things";
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Clock stopped = Clock.fixed(Instant.parse("2026-01-31T10:00:20Z"), ZoneOffset.UTC);
        server = new AdminServer(
                STORED,
                directory,
                Map.of(AdminParts.PROPERTY, new FailedLogins(stopped)),
                Set.of(HostResource.class, AdminRoot.class, AdminEntrance.class));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void working() {
        STORED.failure = null;
        STORED.tokensAway = false;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metering",
                "/metering/",
                "/metering/v1/usage",
                "/metering/v1/records",
                "/metering/v1/records/01945678-0000-7000-8000-000000000001",
                "/metering/v1/routes",
                "/metering/v1/health",
                "/metering/v1/reconciliation",
                "/metering/nowhere",
                "/metering/application.wadl",
                "/metering/io.gauger.admin/api/v1/usage",
                "/metering/%0A",
                "/metering//v1/usage"
            })
    void whateverIsAskedWithoutTokenIs401(String path) {
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
            AdminServer.Reply reply = server.send(method, path);

            assertThat(reply.status()).as(method).isEqualTo(401);
            assertThat(reply.problem()).isEqualTo("missing_token");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void aWrongTokenIs401AndIsNotRepeated() {
        AdminServer.Reply reply = server.send("GET", "/metering/v1/usage", "Authorization", "Bearer gat_wrong");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.problem()).isEqualTo("invalid_token");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(reply.json().toString()).doesNotContain("gat_wrong");
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        assertThat(server.send("GET", "/metering/v1/health", "Authorization", "bEARER  " + StoredInMemory.TOKEN)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dXNlcjpzZWNyZXQ=", "gat_test", "Bearer", "Digest username=x"})
    void credentialsOfTheHostAreNoToken(String credentials) {
        AdminServer.Reply reply = server.send("GET", "/metering/v1/health", "Authorization", credentials);

        assertThat(reply.problem()).isEqualTo("missing_token");
    }

    @Test
    void twoTokensAreNoneEvenIfOneIsRight() {
        AdminServer.Reply reply =
                server.send("GET", "/metering/v1/health", "Authorization", BEARER, "Authorization", "Bearer gat_x");

        assertThat(reply.problem()).isEqualTo("invalid_token");
    }

    @Test
    void tooManyWrongTokensAreToldToWaitButARightOnePasses() {
        AdminServer.Reply reply = null;
        for (int i = 0; i < 70; i++) {
            reply = server.send("GET", "/metering/v1/usage", "Authorization", "Bearer gat_" + i);
        }

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.problem()).isEqualTo("too_many_attempts");
        assertThat(reply.header("Retry-After")).isEqualTo("40");
        assertThat(server.get("/metering/v1/usage").status()).isEqualTo(200);
        assertThat(server.getAnonymously("/metering/v1/usage").problem()).isEqualTo("missing_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metering",
                "/metering/",
                "/metering/v1",
                "/metering/v1/nowhere",
                "/metering/v1/usage/more",
                "/metering/v1/records/a/b",
                "/metering/v1/things",
                "/metering/usage",
                "/metering/application.wadl",
                "/metering/io.gauger.admin",
                "/metering/io.gauger.admin/api/v1/usage"
            })
    void anUnknownPathIs404(String path) {
        AdminServer.Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.problem()).isEqualTo("not_found");
        assertThat(reply.json().getString("instance")).isEqualTo("/app" + path);
    }

    @Test
    void aMethodThatAPathDoesNotHaveIs405AndSaysWhichItHas() {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "BREW"}) {
            AdminServer.Reply reply = server.send(method, "/metering/v1/records", "Authorization", BEARER);

            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.problem()).isEqualTo("method_not_allowed");
            assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void optionsTellsTheMethods() {
        for (String path : new String[] {"usage", "records", "records/x", "reconciliation", "health"}) {
            AdminServer.Reply reply = server.send("OPTIONS", "/metering/v1/" + path, "Authorization", BEARER);

            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
        assertThat(allowed("routes")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(allowed("routes/x")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
        assertThat(allowed("expressions/evaluate")).isEqualTo("OPTIONS, POST");
    }

    private static String allowed(String path) {
        return server.send("OPTIONS", "/metering/v1/" + path, "Authorization", BEARER)
                .header("Allow");
    }

    @Test
    void headIsGetWithoutTheBody() {
        AdminServer.Reply reply = server.send("HEAD", "/metering/v1/health", "Authorization", BEARER);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.bytes()).isZero();
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void whoTakesNoJsonGets406() {
        AdminServer.Reply reply =
                server.send("GET", "/metering/v1/usage", "Authorization", BEARER, "Accept", "text/html");

        assertThat(reply.status()).isEqualTo(406);
        assertThat(reply.problem()).isEqualTo("not_acceptable");
        assertThat(server.send("GET", "/metering/v1/usage", "Authorization", BEARER, "Accept", "text/html, */*;q=0.1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nothingMayBeKeptOrTakenForAnotherType() {
        for (AdminServer.Reply reply : new AdminServer.Reply[] {
            server.get("/metering/v1/usage"),
            server.get("/metering/nowhere"),
            server.getAnonymously("/metering/v1/usage"),
            server.send("OPTIONS", "/metering/v1/usage", "Authorization", BEARER)
        }) {
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void theHostsApplicationKeepsItsPathsAndDoesNotExposeOurs() {
        assertThat(server.getAnonymously("/api/v1/things").status()).isEqualTo(200);
        for (String path : new String[] {
            "v1/usage",
            "io.gauger.admin",
            "io.gauger.admin/v1/usage",
            "io.gauger.admin/api",
            "io.gauger.admin/api/v1/usage"
        }) {
            assertThat(server.get("/api/" + path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theApplicationDeclaresNoMethodAtWhichTomEeWouldForgetTheHostsProviders() {
        assertThat(AdminApplication.class.getDeclaredMethods()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIs503() {
        STORED.failure = new StoreUnavailableException("the database at db:5432 does not answer");

        try (CapturedLog log = new CapturedLog(ProblemMapper.class)) {
            for (String path : new String[] {"usage", "records", "records/01945678-0000-7000-8000-000000000001"}) {
                AdminServer.Reply reply = server.get("/metering/v1/" + path);

                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.problem()).isEqualTo("store_unavailable");
                assertThat(reply.header("Retry-After")).isEqualTo("5");
                assertThat(reply.json().toString()).doesNotContain("db:5432");
            }
            assertThat(log.records()).hasSize(3).allSatisfy(entry -> assertThat(entry.getMessage())
                    .contains("db:5432"));
        }
        assertThat(server.get("/metering/v1/health").status()).isEqualTo(200);
    }

    @Test
    void whoSendsATokenThatCannotBeCheckedGets503ButWhoSendsNoneStill401() {
        STORED.tokensAway = true;

        try (CapturedLog log = new CapturedLog(ProblemMapper.class)) {
            assertThat(server.get("/metering/v1/health").problem()).isEqualTo("store_unavailable");
            assertThat(server.getAnonymously("/metering/v1/health").problem()).isEqualTo("missing_token");
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void whatNobodyExpectedIs500WithoutItsTextAndTheLogHasItUnderTheSameId() {
        STORED.failure = new IllegalStateException("SELECT secret FROM records");

        try (CapturedLog log = new CapturedLog(ProblemMapper.class)) {
            AdminServer.Reply reply = server.get("/metering/v1/usage");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.problem()).isEqualTo("internal_error");
            assertThat(reply.json().toString()).doesNotContain("SELECT").doesNotContain("Exception");
            LogRecord entry = log.records().get(0);
            assertThat(entry.getThrown()).isSameAs(STORED.failure);
            String id = entry.getMessage().substring(entry.getMessage().lastIndexOf(' ') + 1);
            assertThat(reply.json().getString("detail")).contains(id);
        }
    }
}
