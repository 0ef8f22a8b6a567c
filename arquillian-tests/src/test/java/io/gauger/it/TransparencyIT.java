package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.server.Servers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Clients get the same bytes with Gauger and without: status line, headers, the chunks of the body and their borders. */
@Tag("once")
class TransparencyIT {
    private static final String CHAT = "POST /v1/chat/completions";
    private static final String MESSAGES = "POST /v1/messages";

    private static final String LENGTH = "\r\nContent-Length: ";
    private static final String CHUNKED = "\r\nTransfer-Encoding: chunked";

    /** What the demo plan has the answer tell. */
    private static final List<String> LIMITS = List.of(
            "\r\nX-RateLimit-Limit: 60\r\n",
            "\r\nX-RateLimit-Org-Limit: 60\r\n",
            "\r\nRateLimit-Policy: \"account\";q=60;w=60\r\n",
            "\r\nX-Quota-Limit: 1000\r\n");

    private static final Pattern LIMIT_FIELD = Pattern.compile("\r\n(X-RateLimit-|RateLimit|X-Quota-)[^\r]*");

    private final URI metered;
    private final URI unmetered;

    TransparencyIT(@SampleAddress URI metered, @SampleAddress(metered = false) URI unmetered) {
        this.metered = metered;
        this.unmetered = unmetered;
    }

    record Call(String methodAndPath, String body, List<String> headers) {
        static Call of(String methodAndPath) {
            return new Call(methodAndPath, "", List.of());
        }

        static Call of(String methodAndPath, String body) {
            return new Call(methodAndPath, body.replace('\'', '"'), List.of("Content-Type: application/json"));
        }

        Call with(String header) {
            return new Call(
                    methodAndPath,
                    body,
                    Stream.concat(headers.stream(), Stream.of(header)).toList());
        }

        @Override
        public String toString() {
            return methodAndPath + " " + body + headers;
        }
    }

    static final List<Call> CALLS = List.of(
            Call.of(CHAT, "{'model':'m','max_tokens':5,'messages':[{'role':'user','content':'one two three'}]}"),
            Call.of(CHAT, "{'model':'m','max_tokens':2000,'messages':[{'role':'user','content':'one two three'}]}"),
            Call.of(
                    CHAT,
                    "{'model':'m','max_tokens':40,'stream':true,'stream_options':{'include_usage':true},"
                            + "'messages':[{'role':'user','content':'one two'}]}"),
            Call.of(CHAT, "{'model':'m','stream':true,'messages':[{'role':'user','content':'größer'}]}"),
            Call.of(CHAT, "{'model':'m','messages':[]}"),
            Call.of(CHAT, "no json"),
            Call.of(CHAT, "{'model':'m','messages':[{'role':'user','content':'a'}]}")
                    .with("Accept: text/plain"),
            Call.of("GET /v1/chat/completions"),
            Call.of("OPTIONS /v1/chat/completions"),
            Call.of(
                    MESSAGES,
                    "{'model':'m','max_tokens':6,'messages':[{'role':'user','content':'four words are here'}]}"),
            Call.of(
                    MESSAGES,
                    "{'model':'m','max_tokens':40,'stream':true,'messages':[{'role':'user','content':'two words'}]}"),
            Call.of(MESSAGES, "{'model':'m','messages':[{'role':'user','content':'no limit'}]}"),
            Call.of("GET /v1/messages"),
            Call.of("POST /v1/tiered", "{'model':'gpt-4','tokens':9007199254740993}"),
            Call.of("POST /v1/tiered", "{}"),
            Call.of("POST /v1/tiered", "[]"),
            Call.of("POST /v1/tiered"),
            Call.of("GET /v1/files/0"),
            Call.of("GET /v1/files/1"),
            Call.of("GET /v1/files/300000"),
            Call.of("GET /v1/files/300000").with("Range: bytes=10-20"),
            Call.of("HEAD /v1/files/300000"),
            Call.of("GET /v1/files/many"),
            Call.of("GET /v1/ping"),
            Call.of("GET /v1/ping").with("Accept-Encoding: gzip"),
            Call.of("GET /v1/ping?api_key=someone-elses"),
            Call.of("GET /v1/ping").with("Authorization: Basic dTpw").with("X-API-Key: not-ours"),
            Call.of("HEAD /v1/ping"),
            Call.of("POST /v1/ping", "{}"),
            Call.of("OPTIONS /v1/ping"),
            Call.of("GET /v1/fail/400"),
            Call.of("GET /v1/fail/404"),
            Call.of("GET /v1/fail/429"),
            Call.of("GET /v1/fail/500"),
            Call.of("GET /v1/fail/503"),
            Call.of("HEAD /v1/fail/503"),
            Call.of("GET /v1/fail/200"),
            Call.of("GET /free"),
            Call.of("GET /"),
            Call.of("GET /index.html").with("If-Modified-Since: Sun, 17 Jan 2038 00:00:00 GMT"),
            Call.of("GET /nowhere"),
            Call.of("GET /v1/nowhere"));

    @ParameterizedTest
    @FieldSource("CALLS")
    void theAnswerIsTheSameByteForByte(Call call) {
        assertIsTheSame(answer(metered, call), answer(unmetered, call));
    }

    @Test
    void aKeyOfOursChangesNothingInTheAnswer() {
        Call ping = Call.of("GET /v1/ping");

        assertIsTheSame(answer(metered, ping.with("Authorization: Bearer gk_demo2")), answer(unmetered, ping));
    }

    @Test
    void aKeyWithLimitsAddsTheFieldsThatTellThemAndNothingElse() {
        Call ping = Call.of("GET /v1/ping");

        String answer = answer(metered, ping.with("Authorization: Bearer gk_demo"));

        assertThat(answer).contains(LIMITS);
        assertIsTheSame(LIMIT_FIELD.matcher(answer).replaceAll(""), answer(unmetered, ping));
    }

    @Test
    void withGaugerOffNothingIsRecordedAndTheAdminApiAnswers() {
        answer(unmetered, Call.of("GET /v1/ping").with("Authorization: Bearer gk_demo"));
        AdminClient admin = new AdminClient(unmetered);

        assertThat(admin.get("health").getString("status")).isEqualTo("up");
        assertThat(admin.get("health").getInt("backlog")).isZero();
        assertThat(admin.get("health").getInt("written")).isZero();
        assertThat(admin.records("")).isEmpty();
        assertThat(admin.get("usage").getJsonObject("totals").getInt("requests"))
                .isZero();
        assertThat(admin.get("routes").getJsonArray("data")).hasSize(6);
    }

    /**
     * Open Liberty tells the length of a short answer that the application gave to a {@code Writer} only if no filter wrapped
     * the response, whichever filter that is.
     */
    private static void assertIsTheSame(String answer, String withoutGauger) {
        boolean lengthIsLost = Servers.selected().name().equals("liberty")
                && withoutGauger.contains(LENGTH)
                && !answer.contains(LENGTH);
        assertThat(lengthIsLost ? unframed(answer) : answer)
                .isEqualTo(lengthIsLost ? unframed(withoutGauger) : withoutGauger);
    }

    /** Without what tells the length of the body. */
    private static String unframed(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end);
        StringBuilder body = new StringBuilder(answer.substring(end + 4));
        if (head.contains(CHUNKED)) {
            int at = 0;
            while (at < body.length()) {
                int sizeEnd = body.indexOf("\r\n", at);
                int size = Integer.parseInt(body.substring(at, sizeEnd), 16);
                body.delete(at, sizeEnd + 2);
                at += size;
                body.delete(at, at + 2);
            }
        }
        return head.replace(CHUNKED, "").replaceFirst(LENGTH + "[0-9]+", "") + "\r\n\r\n" + body;
    }

    /** All but what tells the time. */
    private static String answer(URI server, Call call) {
        String answer = RawHttp.exchange(
                server, call.methodAndPath(), call.headers(), call.body().getBytes(StandardCharsets.UTF_8));
        assertThat(answer).startsWith("HTTP/1.1 ");
        return answer.replaceFirst("\r\nDate: [^\r]*", "")
                // of a static file: when its server unpacked the WAR; of Jersey's description: when it was asked first
                .replaceFirst("(?i)\r\nLast-Modified: [^\r]*", "")
                .replaceFirst("\r\nETag: W/\"[0-9]+-[0-9]+\"", "");
    }
}
