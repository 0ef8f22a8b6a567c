package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.admit.Caller;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownKey;
import io.gauger.admit.Secret;
import io.gauger.record.UsageRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has no key gets in by nothing, learns nothing, and costs nothing but an answer. */
class KeyAttacksTest extends ContainerKit {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY = Secret.generate(Secret.KEY, RANDOM);
    private static final String OTHER_KEY = Secret.generate(Secret.KEY, RANDOM);
    private static final String FROM_OFFICE = Secret.generate(Secret.KEY, RANDOM);
    private static final String OFFICE = "192.0.2.7";
    private static final String ATTACKER = "203.0.113.9";
    private static final String PROXY = "10.1.2.3";

    @Override
    Container container() {
        return new TomcatContainer().takingLongFields();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.route.open", "* /open bytes",
                "gauger.route.closed", "* /closed bytes auth_required=true",
                "gauger.trusted-proxies", "127.0.0.1, 10.0.0.0/8");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of(
                "/open", (request, response) -> response.getWriter().print("let in"),
                "/closed", (request, response) -> response.getWriter().print("let in"));
    }

    @BeforeEach
    void know() {
        RecordedUsage.stored = new KeySnapshot(
                Map.of(
                        Hash.of(KEY), key("key_1", List.of()),
                        Hash.of(OTHER_KEY), key("key_2", List.of()),
                        Hash.of(FROM_OFFICE), key("key_3", List.of(OFFICE))),
                Map.of());
        RecordedUsage.forget();
    }

    @AfterEach
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
    }

    @Test
    void aFloodOfGuessesFindsNothingAndEachGetsTheSameAnswer() throws Exception {
        int guesses = 4_000;
        int asked = RecordedUsage.asked();
        ExecutorService attackers = Executors.newFixedThreadPool(4);
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < guesses; i++) {
            // any, or one that begins like a real one
            String guess = Secret.generate(Secret.KEY, RANDOM);
            String tried = i % 2 == 0 ? guess : withChecksum(KEY.substring(0, 20) + guess.substring(20, 30));
            calls.add(() -> {
                HttpResponse<String> answer = send(request("/open").header("X-API-Key", tried));
                Map<String, List<String>> fields =
                        new TreeMap<>(answer.headers().map());
                fields.remove("date");
                fields.remove("connection");
                return answer.statusCode() + " " + fields + answer.body();
            });
        }
        Set<String> answers = new HashSet<>();
        for (Future<String> answer : attackers.invokeAll(calls)) {
            answers.add(answer.get());
        }
        attackers.shutdown();

        assertThat(answers).singleElement().asString().startsWith("401 ").contains("invalid_key");
        // a few more than guesses, as the client sends a request again whose connection ended
        int looks = RecordedUsage.asked() - asked;
        assertThat(looks)
                .as("looks at the node's own snapshot, and at nothing else")
                .isBetween(guesses, guesses + 10);
        await().until(() -> RecordedUsage.all().size() == looks);
        assertThat(RecordedUsage.all()).allSatisfy(record -> {
            assertThat(record.caller()).isEqualTo(Caller.ANONYMOUS);
            assertThat(record.refusal()).isEqualTo("invalid_key");
        });
    }

    @Test
    void whetherAGuessResemblesARealKeyMakesNoDifference() throws Exception {
        String nearly = withChecksum(KEY.substring(0, 29) + (KEY.charAt(29) == 'x' ? 'y' : 'x'));
        String far = Secret.generate(Secret.KEY, RANDOM);

        assertThat(send(request("/open").header("X-API-Key", nearly)).body())
                .isEqualTo(send(request("/open").header("X-API-Key", far)).body());
    }

    static Stream<List<String>> pairsOfPlaces() {
        List<String> places = List.of("Authorization: Bearer ", "X-API-Key: ", "x-goog-api-key: ", "?api_key=");
        return places.stream().flatMap(one -> places.stream().map(other -> List.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("pairsOfPlaces")
    void ofTwoKeysInOneRequestNoneCountsWhereverTheyStand(List<String> places) throws Exception {
        assertRefused(inBoth(places, KEY, OTHER_KEY), "invalid_key");
        assertRefused(inBoth(places, KEY, "gk_unknown"), "invalid_key");
        assertRefused(inBoth(places, "gk_unknown", KEY), "invalid_key");

        RecordedUsage.forget();
        assertThat(inBoth(places, KEY, KEY)).contains("let in");
        assertThat(RecordedUsage.theOnly().caller().keyId()).isEqualTo("key_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-API-Key:",
                "X-API-Key:   ",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization:",
                "x-goog-api-key: \t "
            })
    void anEmptyKeyIsNone(String field) throws Exception {
        assertRefused(RawRequest.get(base(), "/closed", field), "missing_key");
        assertThat(RawRequest.get(base(), "/open", field)).contains("let in");
        // and hides none
        RecordedUsage.forget();
        assertThat(RawRequest.get(base(), "/closed?api_key=" + KEY, field)).contains("let in");
        assertThat(RecordedUsage.theOnly().caller().keyId()).isEqualTo("key_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/closed?api_key=", "/closed?api_key", "/closed?api_key=&api_key=", "/closed?api_key=%20"})
    void anEmptyParameterIsNone(String target) throws Exception {
        assertRefused(RawRequest.get(base(), target), "missing_key");
    }

    @Test
    void aKeyOf64KilobytesIsRefusedAndNothingOfItIsKept() throws Exception {
        String huge = Secret.KEY + "a".repeat(64 * 1024);
        assertRefused(RawRequest.get(base(), "/open", "X-API-Key: " + huge), "invalid_key");
        assertRefused(RawRequest.get(base(), "/open", "Authorization: Bearer " + huge), "invalid_key");
        assertRefused(RawRequest.get(base(), "/open?api_key=" + huge), "invalid_key");
        assertRefused(
                RawRequest.get(base(), "/open", "X-API-Key: " + KEY + " ".repeat(64 * 1024) + "a"), "invalid_key");
    }

    @Test
    void manyKeysInOneRequestAreRefused() throws Exception {
        String[] fields = new String[90];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = "X-API-Key: gk_" + i;
        }
        fields[45] = "X-API-Key: " + KEY;
        assertRefused(RawRequest.get(base(), "/open", fields), "invalid_key");
    }

    static Stream<String> strangeKeys() {
        String utf8 = new String("gk_\u20ac\ud83d\udcb6".getBytes(UTF_8), ISO_8859_1);
        return Stream.of(
                "gk_\u00e9\u00fc\u00df",
                utf8,
                KEY + "\u00a0",
                KEY + "\u0080",
                KEY.substring(0, 10) + "\u00ad" + KEY.substring(10),
                KEY + "\t" + KEY,
                KEY + " " + OTHER_KEY,
                KEY + ",",
                "gk_\"';--",
                "gk_<script>",
                "gk_%00%0d%0a",
                "gk_" + "\u00ff".repeat(200));
    }

    @ParameterizedTest
    @MethodSource("strangeKeys")
    void strangeCharactersMakeNoKey(String key) throws Exception {
        String answer = RawRequest.get(base(), "/open", "X-API-Key: " + key);

        assertRefused(answer, "invalid_key");
        assertThat(answer).doesNotContain(KEY).doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%00", "%0d%0aX-Injected:%20yes", "%E2%82%AC", "%ff", "%C3", "%", "%zz", "%F0%9F%92%B6", "%7f"})
    void codedCharactersInTheQueryMakeNoKey(String coded) throws Exception {
        String answer = RawRequest.get(base(), "/open?api_key=" + KEY + coded);

        // Tomcat refuses a broken coding itself, before any filter
        if (!answer.startsWith("HTTP/1.1 400")) {
            assertRefused(answer, "invalid_key");
        }
        assertThat(answer).doesNotContain("let in").doesNotContain("X-Injected");
        assertRefused(RawRequest.get(base(), "/open?api%5Fkey=gk_" + "%41"), "invalid_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0001", "\u000b", "\u001b", "\u007f"})
    void controlCharactersNeverLetAnybodyIn(String control) throws Exception {
        for (String key : List.of(KEY + control, KEY.substring(0, 9) + control + KEY.substring(9), control + KEY)) {
            String answer = RawRequest.get(base(), "/closed", "X-API-Key: " + key);
            assertThat(answer).matches("(?s)HTTP/1.1 40[01] .*").doesNotContain("let in");
        }
    }

    static Stream<List<String>> forgedChains() {
        List<String> parts = List.of(OFFICE, PROXY, "unknown", "\"" + OFFICE + "\"", "", "[::1]", OFFICE + ":80");
        return parts.stream().flatMap(one -> parts.stream().map(other -> List.of(one, other)));
    }

    /** The proxy adds who called it, the attacker; whatever he wrote stands before that. */
    @Test
    void whateverAForgedChainBeginsWithTheAttackersAddressCounts() throws Exception {
        List<List<String>> chains = forgedChains().toList();
        for (List<String> forged : chains) {
            String field = "X-Forwarded-For: " + String.join(", ", forged) + ", " + ATTACKER;
            assertBlocked(RawRequest.get(base(), "/open", field, "X-API-Key: " + FROM_OFFICE));
        }
        assertThat(chains).hasSize(49);
    }

    @Test
    void severalFieldsAreOneChainInTheirOrder() throws Exception {
        String key = "X-API-Key: " + FROM_OFFICE;
        String office = "X-Forwarded-For: " + OFFICE;
        String attacker = "x-forwarded-for: " + ATTACKER;
        assertBlocked(RawRequest.get(base(), "/open", office, attacker, key));
        assertBlocked(RawRequest.get(base(), "/open", key, office, attacker + ", " + PROXY));
        assertThat(RawRequest.get(base(), "/open", attacker, key, office)).contains("let in");
    }

    @Test
    void theFieldThatTheProxiesDoNotWriteCountsInNoOrder() throws Exception {
        String key = "X-API-Key: " + FROM_OFFICE;
        for (String forged : List.of(
                "Forwarded: for=" + OFFICE,
                "Forwarded: for=\"" + OFFICE + "\";proto=https",
                "Forwarded: for=" + PROXY + ", for=" + OFFICE,
                "X-Real-IP: " + OFFICE,
                "X-Client-IP: " + OFFICE,
                "True-Client-IP: " + OFFICE,
                "X-Forwarded-Host: " + OFFICE)) {
            String told = "X-Forwarded-For: " + ATTACKER;
            assertBlocked(RawRequest.get(base(), "/open", forged, told, key));
            assertBlocked(RawRequest.get(base(), "/open", told, forged, key));
            assertBlocked(RawRequest.get(base(), "/open", key, forged));
        }
    }

    @Test
    void aChainOfThousandsEndsBeforeItCosts() throws Exception {
        String chain = "X-Forwarded-For: " + OFFICE + ", " + (PROXY + ", ").repeat(10_000) + PROXY;
        assertBlocked(RawRequest.get(base(), "/open", chain, "X-API-Key: " + FROM_OFFICE));
    }

    private String inBoth(List<String> places, String one, String other) throws IOException {
        StringBuilder query = new StringBuilder();
        List<String> fields = new ArrayList<>();
        List<String> keys = List.of(one, other);
        for (int i = 0; i < keys.size(); i++) {
            String place = places.get(i);
            if (place.startsWith("?")) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(place.substring(1))
                        .append(keys.get(i));
            } else {
                fields.add(place + keys.get(i));
            }
        }
        return RawRequest.get(base(), "/open" + query, fields.toArray(new String[0]));
    }

    /** The same with the checksum that belongs to it. */
    private static String withChecksum(String beginning) {
        CRC32 crc = new CRC32();
        crc.update(beginning.getBytes(UTF_8));
        String base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder digits = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < 6; i++) {
            digits.append(base62.charAt((int) (rest % 62)));
            rest /= 62;
        }
        return beginning + digits.reverse();
    }

    private static KnownKey key(String id, List<String> ips) {
        return new KnownKey(
                new Caller("acme", id, id, "gk_abcde", null),
                true,
                KnownKey.FOR_EVER,
                IpRanges.of(ips),
                Set.of(),
                Set.of(),
                Set.of(),
                null);
    }

    private static void assertBlocked(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("\"error\":\"ip_blocked\"");
    }

    /** With nothing of the key in answer and record. */
    private static void assertRefused(String answer, String error) {
        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("\"error\":\"" + error + "\"");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(answer + record).doesNotContain("aaaa").doesNotContain(KEY).doesNotContain(OTHER_KEY);
        assertThat(record.refusal()).isEqualTo(error);
        assertThat(record.caller()).isEqualTo(Caller.ANONYMOUS);
        RecordedUsage.forget();
    }
}
