package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is billed in an application that knows its callers by itself, and what API keys mean beside that. */
class CallerResolverTest extends ContainerKit {
    private static final AtomicInteger ASKED = new AtomicInteger();

    /** Takes the caller from a header of the application's own. */
    public static final class ByHeader implements CallerResolver {
        @Override
        public Caller resolve(HttpServletRequest request) {
            ASKED.incrementAndGet();
            String caller = request.getHeader("X-Caller");
            if (caller == null) {
                return null;
            }
            return switch (caller) {
                case "failing" -> throw new IllegalStateException("as intended");
                case "too-long" -> Caller.ofAccount("a".repeat(256));
                case "by-key" -> Caller.ofAccount("acme").withKey("session-7", "Ada's session");
                default -> Caller.ofAccount(caller);
            };
        }
    }

    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.development", "true",
                "gauger.caller-resolver", ByHeader.class.getName(),
                "gauger.route.open", "* /open bytes",
                "gauger.route.closed", "* /closed request auth_required=true",
                "gauger.route.account", "* /account custom metering_expr=accountId == 'acme' ? 3 : 1",
                "gauger.route.async", "* /async bytes",
                "gauger.route.error", "* /error bytes");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of(503, "/page");
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of(
                "/open", (request, response) -> response.getWriter().print("open"),
                "/closed", (request, response) -> response.getWriter().print("closed"),
                "/account", (request, response) -> response.getWriter().print("account"),
                "/free", (request, response) -> response.getWriter().print("free"),
                "/page", (request, response) -> response.getWriter().print("page"),
                "/error", (request, response) -> response.sendError(503),
                "/async",
                        (request, response) -> {
                            if (request.getAttribute("again") == null) {
                                request.setAttribute("again", true);
                                request.startAsync().dispatch();
                            } else {
                                response.getWriter().print("later");
                            }
                        });
    }

    @BeforeEach
    void forgetCalls() {
        ASKED.set(0);
    }

    @Test
    void theAccountThatTheApplicationTellsIsBilled() throws Exception {
        assertThat(get("/open", "X-Caller", "acme").body()).isEqualTo("open");
        assertThat(RecordedUsage.theOnly().caller()).isEqualTo(Caller.ofAccount("acme"));
        assertFlags();
    }

    @Test
    void itsUsageCanBeToldApartByAKeyOfTheApplications() throws Exception {
        get("/open", "X-Caller", "by-key");
        assertThat(RecordedUsage.theOnly().caller())
                .isEqualTo(new Caller("acme", "session-7", "Ada's session", null, null));
    }

    @Test
    void expressionsSeeTheAccount() throws Exception {
        get("/account", "X-Caller", "acme");
        assertUnits("3");
    }

    @Test
    void aCallerWhomTheApplicationDoesNotKnowIsAnonymous() throws Exception {
        assertThat(get("/open").statusCode()).isEqualTo(200);
        assertThat(RecordedUsage.theOnly().caller()).isEqualTo(Caller.ANONYMOUS);
        assertFlags();
    }

    @Test
    void aRouteThatAsksForACallerTakesOneThatTheApplicationTellsAndNobodyElse() throws Exception {
        HttpResponse<String> nobody = get("/closed");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).contains("\"error\":\"missing_key\"");
        RecordedUsage.forget();

        assertThat(get("/closed", "X-Caller", "acme").body()).isEqualTo("closed");
        assertThat(RecordedUsage.theOnly().caller().accountId()).isEqualTo("acme");
    }

    @Test
    void aKeyThatIsShownDecidesAndTheApplicationIsNotAsked() throws Exception {
        assertThat(get("/open", "X-Caller", "acme", "X-API-Key", "gk_demo").statusCode())
                .isEqualTo(200);
        assertThat(RecordedUsage.theOnly().caller().accountId()).isEqualTo("demo");
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void aBadKeyIsRefusedWhoeverTheApplicationTakesTheCallerFor() throws Exception {
        HttpResponse<String> refused = get("/open", "X-Caller", "acme", "Authorization", "Bearer gk_unknown");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"error\":\"invalid_key\"");
        assertThat(RecordedUsage.theOnly().caller()).isEqualTo(Caller.ANONYMOUS);
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void aTokenOfTheApplicationsOwnIsNoKey() throws Exception {
        get("/open", "X-Caller", "acme", "Authorization", "Bearer eyJhbGciOiJub25lIn0");
        assertThat(RecordedUsage.theOnly().caller().accountId()).isEqualTo("acme");
    }

    @Test
    void aFailureIsBilledToNobodyAndFlaggedAndTheClientDoesNotFeelIt() throws Exception {
        for (String caller : new String[] {"failing", "too-long"}) {
            RecordedUsage.forget();
            assertThat(get("/open", "X-Caller", caller).body()).isEqualTo("open");

            UsageRecord record = RecordedUsage.theOnly();
            assertThat(record.caller()).isEqualTo(Caller.ANONYMOUS);
            assertThat(record.measurement().basis()).isEqualTo(Basis.MEASURED);
            assertUnits("4");
            assertFlags(Flag.UNKNOWN_CALLER);
        }
    }

    @Test
    void aRouteThatAsksForACallerRefusesWhenTheApplicationCannotTell() throws Exception {
        HttpResponse<String> refused = get("/closed", "X-Caller", "failing");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"error\":\"unknown_caller\"").doesNotContain("as intended");
        assertThat(RecordedUsage.theOnly().refusal()).isEqualTo("unknown_caller");
        assertUnits("0");
        assertFlags(Flag.UNKNOWN_CALLER);
    }

    @Test
    void theApplicationIsAskedOnceForARequestAndNeverForOneThatIsNotMetered() throws Exception {
        assertThat(get("/async", "X-Caller", "acme").body()).isEqualTo("later");
        assertThat(ASKED).hasValue(1);
        assertThat(RecordedUsage.theOnly().caller().accountId()).isEqualTo("acme");
        RecordedUsage.forget();

        assertThat(get("/error", "X-Caller", "acme").body()).isEqualTo("page");
        assertThat(ASKED).hasValue(2);
        assertThat(RecordedUsage.theOnly().caller().accountId()).isEqualTo("acme");

        get("/free", "X-Caller", "acme");
        assertThat(ASKED).hasValue(2);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = request(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }
}
