package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownKey;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which providers and models keys may be used for, and what becomes of requests that are read for it. */
abstract class RequestModelKit extends ContainerKit {
    private static final Caller CALLER = new Caller("acme", "key_1", "First", "gk_abcde", null);
    private static final String KEY = "gk_test";
    private static final String JSON = "application/json";
    private static final String FREE = "/free/";
    private static final String INSPECTED = "/inspected/";

    private static final Set<String> UNREAD = Set.of("part", "nothing", "twice");

    private HttpClient client = HttpClient.newHttpClient();

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.route.inspected", "* /inspected/* request inspect_request=true",
                "gauger.route.path", "* /v1/* request model_expr=split(path,'/')[2]",
                "gauger.route.told", "* /told response_field metering_expr=respBody.n",
                "gauger.route.known", "* /known bytes provider=acme",
                "gauger.route.plain", "* /plain bytes");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        Map<String, TestServlet.Body> servlets = new LinkedHashMap<>();
        ReadingServlets.all().forEach((name, body) -> {
            servlets.put(FREE + name, body);
            servlets.put(INSPECTED + name, body);
        });
        TestServlet.Body ok = (request, response) -> {
            request.getInputStream().readAllBytes();
            response.getOutputStream().print("ran");
        };
        servlets.put("/v1/*", ok);
        servlets.put("/known", ok);
        servlets.put("/plain", ok);
        servlets.put("/told", (request, response) -> {
            request.getInputStream().readAllBytes();
            response.setContentType(JSON);
            response.getOutputStream().print("{\"n\":1,\"model\":\"told-1\",\"provider\":\"told-by\"}");
        });
        return servlets;
    }

    @AfterEach
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
    }

    @Test
    void aModelThatTheRequestAsksForAndTheKeyMayNotIsRefusedBeforeTheApplicationRuns() throws Exception {
        allow(Set.of(), Set.of("gpt-4*", "o1"));

        assertRefused(ask("/inspected/blocks", JSON, "{\"model\":\"claude\"}"), "model_not_allowed");
        assertThat(RecordedUsage.theOnly().measurement().model()).isEqualTo("claude");

        for (String allowed : List.of("gpt-4", "gpt-4o-mini", "o1")) {
            RecordedUsage.forget();
            String body = "{\"messages\":[],\"model\":\"" + allowed + "\"}";
            assertThat(text(ask("/inspected/blocks", JSON, body))).isEqualTo(body);
            assertThat(RecordedUsage.theOnly().measurement().model()).isEqualTo(allowed);
        }
    }

    @Test
    void theModelMayStandInThePath() throws Exception {
        allow(Set.of(), Set.of("m1"));

        assertThat(text(ask("/v1/m1/run", "text/plain", ""))).isEqualTo("ran");
        RecordedUsage.forget();
        assertRefused(ask("/v1/m2/run", "text/plain", ""), "model_not_allowed");
    }

    @Test
    void aRoutesProviderIsKnownBeforehand() throws Exception {
        allow(Set.of("acme"), Set.of());
        assertThat(text(ask("/known", JSON, "{}"))).isEqualTo("ran");

        RecordedUsage.forget();
        allow(Set.of("other"), Set.of());
        assertRefused(ask("/known", JSON, "{}"), "provider_not_allowed");

        RecordedUsage.forget();
        assertThat(text(ask("/plain", JSON, "{}"))).isEqualTo("ran");
        assertThat(RecordedUsage.theOnly().measurement().flags()).isEmpty();
    }

    @Test
    void whatOnlyTheAnswerTellsIsFlagged() throws Exception {
        allow(Set.of("other"), Set.of("gpt-*"));
        ask("/told", JSON, "{}");
        assertFlags(Flag.PROVIDER_NOT_ALLOWED, Flag.MODEL_NOT_ALLOWED);
        assertUnits("1");

        RecordedUsage.forget();
        allow(Set.of("told-by"), Set.of("told-*"));
        ask("/told", JSON, "{}");
        assertFlags();
    }

    @Test
    void withoutLimitsOrWithoutAKeyNothingIsRefusedAndTheModelIsRecorded() throws Exception {
        allow(Set.of(), Set.of());
        assertThat(ask("/inspected/blocks", JSON, "{\"model\":\"claude\"}").statusCode())
                .isEqualTo(200);
        assertThat(RecordedUsage.theOnly().measurement().model()).isEqualTo("claude");

        RecordedUsage.forget();
        HttpResponse<byte[]> anonymous = send("/inspected/blocks", JSON, null, one("{\"model\":\"x\"}"), false);
        assertThat(anonymous.statusCode()).isEqualTo(200);
        assertThat(RecordedUsage.theOnly().measurement().model()).isEqualTo("x");
    }

    @Test
    void whatDoesNotTellItsModelIsAdmitted() throws Exception {
        allow(Set.of(), Set.of("gpt-4"));
        for (String body : List.of("", "{}", "[1]", "no json", "{\"model\":7}", "{\"model\":\"gpt-4\"", "\"x\"")) {
            RecordedUsage.forget();
            assertThat(text(ask("/inspected/blocks", JSON, body))).isEqualTo(body);
        }
        RecordedUsage.forget();
        String form = "{\"model\":\"claude\"}";
        assertThat(text(ask("/inspected/blocks", "text/plain", form))).isEqualTo(form);
        RecordedUsage.forget();
        assertThat(ask("/inspected/blocks", JSON + ";charset=utf-16", form).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aModelBehind64KibIsNotKnownBeforehand() throws Exception {
        allow(Set.of(), Set.of("gpt-4"));
        String padding = "{\"a\":\"" + "x".repeat(InspectedRequest.MOST) + "\",\"model\":\"claude\"}";
        String early = "{\"model\":\"claude\",\"a\":\"" + "x".repeat(InspectedRequest.MOST) + "\"}";

        assertThat(text(ask("/inspected/blocks", JSON, padding))).isEqualTo(padding);
        RecordedUsage.forget();
        assertRefused(ask("/inspected/blocks", JSON, early), "model_not_allowed");
    }

    @Test
    void aCodedRequestIsReadAsWhatItHolds() throws Exception {
        allow(Set.of(), Set.of("gpt-4"));
        byte[] coded = gzip("{\"model\":\"claude\"}".getBytes(StandardCharsets.UTF_8));
        assertRefused(send("/inspected/blocks", JSON, "gzip", List.of(coded), true), "model_not_allowed");

        RecordedUsage.forget();
        byte[] allowed = gzip("{\"model\":\"gpt-4\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(send("/inspected/blocks", JSON, "gzip", List.of(allowed), true)
                        .body())
                .isEqualTo(allowed);
        RecordedUsage.forget();
        assertThat(send("/inspected/blocks", JSON, "br", List.of(coded), true).body())
                .isEqualTo(coded);
        RecordedUsage.forget();
        byte[] none = "{\"model\":\"claude\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(send("/inspected/blocks", JSON, "gzip", List.of(none), true).body())
                .isEqualTo(none);
    }

    @Test
    void formsAndTheirParametersAreTheContainers() throws Exception {
        allow(Set.of(), Set.of());
        for (String type : List.of("application/x-www-form-urlencoded", JSON)) {
            HttpResponse<byte[]> free = ask(FREE + "parameters?q=1", type, "form=2&x=%20");
            HttpResponse<byte[]> inspected = ask(INSPECTED + "parameters?q=1", type, "form=2&x=%20");
            assertThat(text(inspected)).as(type).isEqualTo(text(free));
        }
    }

    /** Any body in any chunks, of JSON or not, coded or not: the application sees what it sees without us. */
    @ParameterizedTest
    @ValueSource(
            strings = {"blocks", "bytes", "reader", "charset", "part", "nothing", "twice", "listener", "small-listener"
            })
    void theApplicationReadsEveryByteAsItWouldWithoutUs(String servlet) throws Exception {
        allow(Set.of(), Set.of());
        Random random = new Random(servlet.hashCode());
        boolean reads = !UNREAD.contains(servlet);
        for (int i = 0; i < (reads ? 40 : 10); i++) {
            // texts must be texts to be read
            boolean text = servlet.equals("reader") || servlet.equals("charset");
            int longest = reads ? 150_000 : 1000;
            byte[] body = body(random, longest, !text);
            String coding = !text && random.nextInt(4) == 0 ? "gzip" : null;
            byte[] sent = coding != null && random.nextInt(4) > 0 ? gzip(body) : body;
            String type = random.nextInt(3) == 0 ? JSON + "; charset=utf-8" : JSON;
            List<byte[]> chunks = random.nextBoolean() ? List.of(sent) : chunks(sent, random);

            int attempts = reads ? 1 : 10;
            HttpResponse<byte[]> free = answered(FREE + servlet, type, coding, chunks, attempts);
            HttpResponse<byte[]> inspected = answered(INSPECTED + servlet, type, coding, chunks, attempts);

            String which = servlet + " " + i + ": " + sent.length + " bytes in " + chunks.size() + " chunks";
            assertThat(inspected.statusCode()).as(which).isEqualTo(free.statusCode());
            assertThat(inspected.body()).as(which).hasSameSizeAs(free.body()).isEqualTo(free.body());
            UsageRecord record = RecordedUsage.theOnly();
            if (servlet.equals("blocks") || servlet.endsWith("listener")) {
                assertThat(record.requestBytes()).as(which).isEqualTo(sent.length);
            }
        }
    }

    /**
     * A container may close a connection behind a body that nobody reads, also before the client has sent all of it, who then
     * gets no answer: it asks once more, on a new connection.
     */
    private HttpResponse<byte[]> answered(String path, String type, String coding, List<byte[]> chunks, int attempts)
            throws Exception {
        for (int attempt = 1; attempt < attempts; attempt++) {
            client = HttpClient.newHttpClient();
            RecordedUsage.forget();
            try {
                return send(path, type, coding, chunks, true);
            } catch (IOException e) {
                if (path.startsWith(INSPECTED)) {
                    // else it would be taken for that of the next attempt
                    RecordedUsage.theOnly();
                }
            }
        }
        RecordedUsage.forget();
        return send(path, type, coding, chunks, true);
    }

    private static byte[] body(Random random, int longest, boolean anyBytes) {
        int padding = random.nextInt(3) == 0 ? random.nextInt(longest) : random.nextInt(200);
        String text =
                switch (random.nextInt(5)) {
                    case 0 -> "";
                    case 1 -> "{\"model\":\"gpt-4\",\"p\":\"" + "ä€💶".repeat(padding / 9) + "\"}";
                    case 2 -> "{\"p\":\"" + "ä€💶".repeat(padding / 9) + "\",\"model\":\"gpt-4\"}";
                    case 3 -> "{\"p\":[" + "1,".repeat(padding / 2) + "\"model";
                    default -> "";
                };
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (anyBytes && random.nextInt(5) == 0) {
            bytes = new byte[padding];
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private static List<byte[]> chunks(byte[] body, Random random) {
        List<byte[]> chunks = new ArrayList<>();
        int at = 0;
        while (at < body.length) {
            int end = Math.min(body.length, at + 1 + random.nextInt(1 + body.length / 3));
            chunks.add(Arrays.copyOfRange(body, at, end));
            at = end;
        }
        return chunks.isEmpty() ? List.of(body) : chunks;
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write(bytes);
        }
        return coded.toByteArray();
    }

    private static void allow(Set<String> providers, Set<String> models) {
        KnownKey key = new KnownKey(CALLER, true, KnownKey.FOR_EVER, IpRanges.ALL, Set.of(), providers, models, null);
        RecordedUsage.stored = new KeySnapshot(Map.of(Hash.of(KEY), key), Map.of());
    }

    private HttpResponse<byte[]> ask(String path, String type, String body) throws Exception {
        return send(path, type, null, one(body), true);
    }

    private static List<byte[]> one(String body) {
        return List.of(body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> send(String path, String type, String coding, List<byte[]> body, boolean withKey)
            throws Exception {
        BodyPublisher publisher =
                body.size() == 1 ? BodyPublishers.ofByteArray(body.get(0)) : BodyPublishers.ofByteArrays(body);
        var request = request(path).header("Content-Type", type).POST(publisher);
        if (coding != null) {
            request.header("Content-Encoding", coding);
        }
        if (withKey) {
            request.header("X-API-Key", KEY);
        }
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        // a container may close a connection behind a body that nobody read
        client = answer.statusCode() < 400 ? client : HttpClient.newHttpClient();
        return answer;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String error) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
        assertThat(text(answer)).contains("\"error\":\"" + error + "\"");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.refusal()).isEqualTo(error);
        assertThat(record.measurement().units()).isEqualByComparingTo("0");
        assertThat(record.caller()).isEqualTo(CALLER);
    }
}
