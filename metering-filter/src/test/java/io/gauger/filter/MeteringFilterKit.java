package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the filter does in any Servlet 6 container, configured by init-params only. */
abstract class MeteringFilterKit extends ContainerKit {
    /** Whether the container tells the end of a request only after the application's error page. */
    abstract boolean errorPageCounts();

    @Override
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("gauger.development", "true");
        parameters.put("gauger.route.all", "* /bytes/* bytes");
        parameters.put("gauger.route.kib", "GET /kib bytes metering_expr=responseBytes / 1024");
        parameters.put("gauger.route.ping", "GET /ping request");
        parameters.put("gauger.route.closed", "GET /closed request auth_required=true");
        parameters.put("gauger.route.chat", "POST /chat response_field provider=openai");
        parameters.put("gauger.route.one", "POST /one response_field on_error=one metering_expr=respBody.a.b");
        parameters.put("gauger.route.events", "POST /events custom metering_expr=sseEvents");
        parameters.put(
                "gauger.route.tiered",
                "POST /tiered custom metering_expr=respBody.model == 'gpt-4' ? respBody.tokens * 2 : respBody.tokens");
        return parameters;
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of(418, "/error-page");
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return OrdinaryServlets.all();
    }

    @Test
    void aRequestOfNoRoutePassesWithTheContainersOwnObjects() throws Exception {
        assertThat(get("/free").body()).isEqualTo("untouched");
        assertThat(RecordedUsage.all()).isEmpty();
    }

    @Test
    void aRequestIsOneUnit() throws Exception {
        assertThat(get("/ping").body()).isEqualTo("pong");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.measurement().units()).isEqualTo(new BigDecimal("1.000000000"));
        assertThat(record.route()).isEqualTo("ping");
        assertThat(record.endpoint()).isEqualTo("/ping");
        assertThat(record.exchange().method()).isEqualTo("GET");
        assertThat(record.exchange().path()).isEqualTo("/ping");
        assertThat(record.exchange().status()).isEqualTo(200);
        assertThat(record.exchange().clientIp()).isEqualTo("127.0.0.1");
        assertThat(record.exchange().userAgent()).startsWith("Java-http-client");
        assertThat(record.caller().accountId()).isNull();
        assertThat(record.id().version()).isEqualTo(7);
        assertThat(record.id().getMostSignificantBits() >>> 16)
                .isEqualTo(record.time().toEpochMilli());
        assertThat(record.measurement().flags()).isEmpty();
        assertThat(record.measurement().basis()).isEqualTo(Basis.MEASURED);
    }

    @Test
    void bytesAreWhatWasWrittenToTheStream() throws Exception {
        assertThat(body("/bytes/stream")).hasSize(10);
        assertUnits("10");
    }

    @Test
    void anExpressionMayDivideBytes() throws Exception {
        body("/kib");
        assertUnits("1.5");
    }

    @Test
    void bytesAreWhatTheWritersCharactersBecome() throws Exception {
        for (String charset : new String[] {"UTF-8", "ISO-8859-1", "UTF-16BE"}) {
            RecordedUsage.forget();
            int sent = body("/bytes/writer?charset=" + charset).length;
            assertThat(RecordedUsage.theOnly().exchange().responseBytes())
                    .as(charset)
                    .isEqualTo(sent);
        }
    }

    @Test
    void whatWasResetWasNotSent() throws Exception {
        assertThat(body("/bytes/reset")).isEqualTo("kept".getBytes(UTF_8));
        assertUnits("4");
    }

    @Test
    void anAnswerWithoutContentHasNoBytes() throws Exception {
        body("/bytes/none");
        assertUnits("0");
        assertThat(RecordedUsage.theOnly().exchange().ttfbMs()).isNull();
    }

    @Test
    void headHasNoBytes() throws Exception {
        send(request("/bytes/stream").method("HEAD", BodyPublishers.noBody()));
        assertUnits("0");
    }

    @Test
    void theErrorPageCountsAndNotWhatTheApplicationWroteBefore() throws Exception {
        HttpResponse<String> response = get("/bytes/teapot");
        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("short and stout");
        assertUnits(errorPageCounts() ? "15" : "0");
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(418);
    }

    @Test
    void theContainersOwnErrorPageDoesNotCount() throws Exception {
        assertThat(get("/bytes/error").statusCode()).isEqualTo(409);
        assertUnits("0");
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(409);
    }

    @Test
    void aRedirectIsRecorded() throws Exception {
        assertThat(get("/bytes/redirect").statusCode()).isEqualTo(302);
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(302);
    }

    @Test
    void anExceptionIsA500ThatIsNotBilled() throws Exception {
        assertThat(get("/bytes/throws").statusCode()).isEqualTo(500);
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.exchange().status()).isEqualTo(500);
        assertThat(record.measurement().flags()).containsExactly(Flag.APP_ERROR);
        assertUnits("0");
    }

    @Test
    void requestBytesAreThoseRead() throws Exception {
        send(request("/bytes/read").header("X-Read", "5").POST(BodyPublishers.ofByteArray(new byte[20])));
        assertThat(RecordedUsage.theOnly().exchange().requestBytes()).isEqualTo(5);
    }

    @Test
    void requestBytesAreTheDeclaredOnesIfNoneAreRead() throws Exception {
        send(request("/bytes/stream").POST(BodyPublishers.ofByteArray(new byte[20])));
        assertThat(RecordedUsage.theOnly().exchange().requestBytes()).isEqualTo(20);
    }

    @Test
    void requestBytesAreExactThroughAReader() throws Exception {
        send(request("/bytes/reader")
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString("é日😀\nx")));
        assertThat(RecordedUsage.theOnly().exchange().requestBytes()).isEqualTo(11);
    }

    @Test
    void anAsynchronousAnswerIsRecordedWhenItEnds() throws Exception {
        assertThat(body("/bytes/async")).hasSize(3000);
        assertUnits("3000");
    }

    @Test
    void anAsynchronousDispatchIsRecordedOnce() throws Exception {
        assertThat(body("/bytes/dispatch")).hasSize(77);
        assertUnits("77");
    }

    @Test
    void aNonBlockingAnswerIsCounted() throws Exception {
        assertThat(body("/bytes/nonblocking")).hasSize(300_000);
        assertUnits("300000");
    }

    @Test
    void anAsynchronousTimeoutIsFlagged() throws Exception {
        get("/bytes/timeout");
        assertThat(RecordedUsage.theOnly().measurement().flags()).contains(Flag.TIMEOUT);
    }

    @Test
    void aForwardIsRecordedUnderTheRouteThatWasAsked() throws Exception {
        assertThat(body("/bytes/forward")).hasSize(4);
        assertUnits("4");
        assertThat(RecordedUsage.theOnly().route()).isEqualTo("all");
    }

    @Test
    void aClientThatHangsUpIsFlagged() throws Exception {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream().write("GET /bytes/endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            socket.getInputStream().readNBytes(10_000);
        }
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.measurement().flags()).containsExactly(Flag.CLIENT_ABORTED);
        assertThat(record.measurement().basis()).isEqualTo(Basis.PARTIAL);
        assertThat(record.exchange().responseBytes()).isBetween(8192L, 8192L * 200_000);
    }

    @Test
    void theTokensOfAnOpenAiAnswerAreItsUnits() throws Exception {
        post(
                "/chat",
                "application/json",
                "{\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5,"
                        + "\"total_tokens\":12,\"prompt_tokens_details\":{\"cached_tokens\":3}}}");
        assertUnits("12");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.measurement().tokens().prompt()).isEqualTo(7);
        assertThat(record.measurement().tokens().completion()).isEqualTo(5);
        assertThat(record.measurement().tokens().cached()).isEqualTo(3);
        assertThat(record.measurement().model()).isEqualTo("gpt-4o");
        assertThat(record.measurement().provider()).isEqualTo("openai");
        assertThat(record.exchange().streaming()).isFalse();
    }

    @Test
    void theTokensOfAnOpenAiStreamAreItsUnits() throws Exception {
        post(
                "/chat",
                "text/event-stream",
                "data: {\"model\":\"gpt-4o\",\"usage\":null}\n\ndata: {\"model\":\"gpt-4o\","
                        + "\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}\n\ndata: [DONE]\n\n");
        assertUnits("12");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.exchange().streaming()).isTrue();
        assertThat(record.measurement().sseEvents()).isEqualTo(2);
    }

    @Test
    void cachedTokensOfAnAnthropicAnswerArePartOfItsPrompt() throws Exception {
        post(
                "/chat",
                "application/json",
                "{\"model\":\"claude\",\"usage\":{\"input_tokens\":7,\"output_tokens\":5,"
                        + "\"cache_read_input_tokens\":100,\"cache_creation_input_tokens\":20}}");
        assertUnits("132");
        assertThat(RecordedUsage.theOnly().measurement().tokens().prompt()).isEqualTo(127);
        assertThat(RecordedUsage.theOnly().measurement().tokens().cached()).isEqualTo(100);
    }

    @Test
    void theOutputOfAnAnthropicStreamIsTheLastThatItTells() throws Exception {
        post(
                "/chat",
                "text/event-stream;charset=utf-8",
                "event: message_start\r\ndata: {\"type\":\"message_start\","
                        + "\"message\":{\"model\":\"claude\",\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\r\n\r\n"
                        + "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}\r\n\r\n"
                        + "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":16}}\r\n\r\n");
        assertUnits("25");
        assertThat(RecordedUsage.theOnly().measurement().model()).isEqualTo("claude");
    }

    @Test
    void aStreamWithoutUsageIsFlagged() throws Exception {
        post("/chat", "text/event-stream", "data: {\"model\":\"gpt-4o\"}\n\ndata: [DONE]\n\n");
        assertUnits("0");
        assertFlags(Flag.MISSING_FIELD, Flag.ESTIMATED);
        assertThat(RecordedUsage.theOnly().measurement().basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(RecordedUsage.theOnly().measurement().tokens().completion()).isEqualTo(1);
    }

    @Test
    void theTokensOfLinesOfJsonAreItsUnits() throws Exception {
        post(
                "/chat",
                "application/x-ndjson",
                "{\"model\":\"llama3.2\",\"done\":false}\n{\"model\":\"llama3.2\",\"done\":true,"
                        + "\"prompt_eval_count\":7,\"eval_count\":5}\n");
        assertUnits("12");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.exchange().streaming()).isTrue();
        assertThat(record.measurement().sseEvents()).isZero();
        assertThat(record.measurement().model()).isEqualTo("llama3.2");
    }

    @Test
    void anAnswerThatIsNoJsonIsFlagged() throws Exception {
        post("/chat", "text/html", "<html>");
        assertFlags(Flag.MISSING_FIELD, Flag.NOT_JSON);
    }

    @Test
    void aCodedAnswerIsFlaggedAndNotGuessed() throws Exception {
        HttpResponse<String> response = send(request("/chat")
                .header("X-Type", "application/json")
                .header("X-Coding", "br")
                .POST(BodyPublishers.ofString("{\"usage\":{\"prompt_tokens\":1}}")));
        assertThat(response.statusCode()).isEqualTo(200);
        assertFlags(Flag.MISSING_FIELD, Flag.UNREADABLE_ENCODING);
    }

    @Test
    void aMissingFieldCountsAsTheRouteSays() throws Exception {
        post("/one", "application/json", "{\"a\":{}}");
        assertUnits("1");
        assertFlags(Flag.MISSING_FIELD);
    }

    @Test
    void aMissingFieldOfAnErrorIsZeroAndOrdinary() throws Exception {
        send(request("/one")
                .header("X-Type", "application/json")
                .header("X-Status", "422")
                .POST(BodyPublishers.ofString("{}")));
        assertUnits("0");
        assertFlags();
    }

    @Test
    void aFieldKeepsEveryDigit() throws Exception {
        post("/one", "application/json", "{\"a\":{\"b\":9007199254740993.25}}");
        assertUnits("9007199254740993.25");
    }

    @Test
    void eventsMayBeUnits() throws Exception {
        post("/events", "text/event-stream", "data: 1\n\ndata: 2\n\ndata: [DONE]\n\ndata: unfinished\n");
        assertUnits("2");
    }

    @Test
    void tiersMayDependOnTheModel() throws Exception {
        post("/tiered", "application/json", "{\"model\":\"gpt-4\",\"tokens\":21}");
        assertUnits("42");
        RecordedUsage.forget();
        post("/tiered", "application/json", "{\"model\":\"gpt-3\",\"tokens\":21}");
        assertUnits("21");
    }

    @Test
    void anAccountIsFoundByItsKeyWhereverItIsShown() throws Exception {
        for (HttpRequest.Builder request : new HttpRequest.Builder[] {
            request("/closed").header("Authorization", "Bearer gk_demo"),
            request("/closed").header("X-API-Key", "gk_demo"),
            request("/closed").header("x-goog-api-key", "gk_demo"),
            request("/closed?a=b&api_key=gk_demo")
        }) {
            RecordedUsage.forget();
            assertThat(send(request.GET()).body()).isEqualTo("open");
            assertThat(RecordedUsage.theOnly().caller().accountId()).isEqualTo("demo");
            assertThat(RecordedUsage.theOnly().caller().keyPrefix()).isEqualTo("gk_demo");
        }
    }

    @Test
    void aKeyOfTheApplicationIsNotOurs() throws Exception {
        assertThat(send(request("/ping")
                                .header("Authorization", "Bearer sk-123")
                                .GET())
                        .statusCode())
                .isEqualTo(200);
        assertThat(RecordedUsage.theOnly().caller().accountId()).isNull();
    }

    @Test
    void aRequestIsRefusedForAMissingUnknownOrAmbiguousKey() throws Exception {
        assertRefused(request("/closed"), "missing_key");
        assertRefused(request("/ping").header("X-API-Key", "gk_unknown"), "invalid_key");
        assertRefused(
                request("/ping").header("X-API-Key", "gk_demo").header("Authorization", "Bearer gk_demo2"),
                "invalid_key");
    }

    private void assertRefused(HttpRequest.Builder request, String error) throws Exception {
        RecordedUsage.forget();
        HttpResponse<String> response = send(request.GET());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(response.body()).contains("\"error\":\"" + error + "\"", "\"status\":401");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.refusal()).isEqualTo(error);
        assertThat(record.exchange().status()).isEqualTo(401);
        assertThat(record.measurement().units()).isZero();
    }
}
