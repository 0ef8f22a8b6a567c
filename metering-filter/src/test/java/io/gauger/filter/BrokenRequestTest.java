package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A request that fails where we ask it, as one of our own classes might: the application serves what it can. */
class BrokenRequestTest extends ContainerKit {
    private static final String KEY = "gk_test";

    /** Whatever is asked for under this name fails, as long as we ask. */
    private static volatile String broken = "nothing";

    private static final class Broken extends HttpServletRequestWrapper {
        Broken(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            failIf(name);
            return super.getHeader(name);
        }

        @Override
        public String getRemoteAddr() {
            failIf("address");
            return super.getRemoteAddr();
        }

        private static void failIf(String name) {
            if (name.equals(broken)) {
                throw new StackOverflowError("as intended");
            }
        }
    }

    @Override
    Container container() {
        return new TomcatContainer()
                .behind((request, response, chain) ->
                        chain.doFilter(new Broken((HttpServletRequest) request), response));
    }

    @Override
    Map<String, String> parameters() {
        return Map.of("gauger.route.echo", "* /echo request inspect_request=true");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of("/echo", (request, response) -> response.getOutputStream()
                .write(request.getInputStream().readAllBytes()));
    }

    @AfterAll
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
        broken = "nothing";
    }

    @Test
    void aModelThatCannotBeReadRefusesKeysThatAreLimitedToModelsAndNobodyElse() throws Exception {
        broken = "Content-Encoding";

        know(Set.of("gpt-*"));
        assertNotJudged(ask("{\"model\":\"gpt-4\"}", true));
        assertThat(RecordedUsage.theOnly().refusal()).isEqualTo("admission_failed");

        RecordedUsage.forget();
        know(Set.of());
        assertThat(ask("{\"model\":\"gpt-4\"}", true).body()).isEqualTo("{\"model\":\"gpt-4\"}");
        assertThat(RecordedUsage.theOnly().measurement().model()).isNull();

        RecordedUsage.forget();
        assertThat(ask("{\"model\":\"gpt-4\"}", false).body()).isEqualTo("{\"model\":\"gpt-4\"}");
        assertFlags();
    }

    @Test
    void aKeyThatCannotBeReadIsRefusedLikeOneThatCannotBeJudged() throws Exception {
        broken = "X-API-Key";

        know(Set.of());
        assertNotJudged(ask("{}", true));
        assertThat(RecordedUsage.theOnly().caller()).isEqualTo(Caller.ANONYMOUS);
    }

    @Test
    void aRequestOfWhichNoRecordCanBeMadeRunsIfItIsNobodys() throws Exception {
        broken = "User-Agent";

        assertThat(ask("{\"n\":1}", false).body()).isEqualTo("{\"n\":1}");
        know(Set.of());
        assertNotJudged(ask("{}", true));
        assertThat(RecordedUsage.all()).isEmpty();
    }

    @Test
    void anAddressThatIsNotKnownIsRecordedAsSuch() throws Exception {
        broken = "address";

        know(Set.of());
        assertThat(ask("{}", true).body()).isEqualTo("{}");
        assertThat(RecordedUsage.theOnly().exchange().clientIp()).isNull();
    }

    private static void assertNotJudged(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"error\":\"admission_failed\"").doesNotContain("as intended");
    }

    private HttpResponse<String> ask(String body, boolean byKey) throws Exception {
        HttpRequest.Builder request =
                request("/echo").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(byKey ? request.header("X-API-Key", KEY) : request);
    }

    private static void know(Set<String> models) {
        KnownKey key = new KnownKey(
                new Caller("acme", "key_1", null, null, null),
                true,
                KnownKey.FOR_EVER,
                IpRanges.ALL,
                Set.of(),
                Set.of(),
                models,
                null);
        RecordedUsage.stored = new KeySnapshot(Map.of(Hash.of(KEY), key), Map.of());
    }
}
