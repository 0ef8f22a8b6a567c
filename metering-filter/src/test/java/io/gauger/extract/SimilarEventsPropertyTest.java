package io.gauger.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Events that begin alike, whole, broken off and malformed, give what each of them read on its own gives. */
class SimilarEventsPropertyTest {
    private static final List<JsonPath> PATHS = List.of(
            JsonPath.of("id"),
            JsonPath.of("model"),
            JsonPath.of("usage"),
            JsonPath.of("usage", "total"),
            JsonPath.of("usage", "details", "cached"),
            new JsonPath(List.of(new JsonPath.Member("choices"), new JsonPath.Element(0), new JsonPath.Member("n"))),
            new JsonPath(List.of(new JsonPath.Member("choices"), new JsonPath.Element(1))));

    @Property(tries = 3000)
    void aStreamGivesTheLastValueOfItsEvents(@ForAll("events") List<String> events, @ForAll Random random) {
        StringBuilder stream = new StringBuilder();
        JsonValue[] expected = new JsonValue[PATHS.size()];
        boolean anyJson = false;
        for (String event : events) {
            stream.append("data: ").append(event).append("\n\n");
            anyJson |= readAlone(event, expected);
        }
        EventStreamReader reader = new EventStreamReader(new PathSet(PATHS));
        for (int body = 0; body < 2; body++) {
            read(stream.toString().getBytes(StandardCharsets.UTF_8), reader, random);
            for (int slot = 0; slot < PATHS.size(); slot++) {
                assertThat(reader.value(slot)).as("%s", PATHS.get(slot)).isEqualTo(expected[slot]);
            }
            assertThat(reader.isMalformed()).isEqualTo(!anyJson);
            assertThat(reader.sseEvents()).isEqualTo(events.size());
            assertThat(reader.reset()).isTrue();
        }
    }

    private static boolean readAlone(String event, JsonValue[] last) {
        JsonReader alone = new JsonReader(new PathSet(PATHS));
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        alone.read(bytes, 0, bytes.length);
        alone.end();
        if (alone.isMalformed()) {
            return false;
        }
        for (int slot = 0; slot < last.length; slot++) {
            JsonValue value = alone.value(slot);
            if (value != null && value != JsonValue.Null.NULL) {
                last[slot] = value;
            }
        }
        return true;
    }

    /** Mostly event by event, as servers write them, else in any split. */
    private static void read(byte[] bytes, EventStreamReader reader, Random random) {
        boolean whole = random.nextInt(3) > 0;
        int at = 0;
        while (at < bytes.length) {
            int length = 1 + random.nextInt(40);
            if (whole) {
                int end = at;
                while (bytes[end] != '\n') {
                    end++;
                }
                length = end + 2 - at;
            }
            length = Math.min(length, bytes.length - at);
            reader.read(bytes, at, length);
            at += length;
        }
        reader.end();
    }

    @Provide
    Arbitrary<List<String>> events() {
        Arbitrary<String> members = Arbitraries.of(
                "\"id\":\"chatcmpl-123456789\"",
                "\"id\":\"chatcmpl-123456780\"",
                "\"id\":17000001",
                "\"id\":17000002.5",
                "\"object\":\"chat.completion.chunk\"",
                "\"model\":\"gpt-4\"",
                "\"model\":\"gpt-4o\"",
                "\"model\":null",
                "\"m\\u006fdel\":\"g\\u0070t\"",
                "\"choices\":[{\"n\":1,\"delta\":{\"content\":\"a}]\\\"b\"}},7]",
                "\"choices\":[{\"n\":2,\"delta\":{\"content\":\"a\\\\\"}},8,[9,{}]]",
                "\"choices\":[]",
                "\"other\":{\"usage\":{\"total\":99}}",
                "\"usage\":null",
                "\"usage\":{\"total\":5,\"details\":{\"cached\":3}}",
                "\"usage\":{\"total\":15,\"total\":6}",
                "\"usage\":{\"details\":null}",
                "\"flag\":true",
                "\"flag\":tru");
        Arbitrary<List<String>> documents = members.list().ofMinSize(1).ofMaxSize(7);
        Arbitrary<String> event = Combinators.combine(
                        documents,
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 400))
                .as((document, fate, cut) -> {
                    String text = "{" + String.join(",", document) + "}";
                    return fate == 0 ? text.substring(0, Math.min(cut, text.length())) : text;
                });
        // a few events of which each stands many times, in any order: so they begin alike
        return event.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(few ->
                        Arbitraries.of(few).list().ofMinSize(1).ofMaxSize(25).map(ArrayList::new));
    }
}
