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
        check(events, random);
    }

    @Property(tries = 3000)
    void eventsThatDifferInATextOnlyGiveTheirLastValue(@ForAll("texts") List<String> events, @ForAll Random random) {
        check(events, random);
    }

    private static void check(List<String> events, Random random) {
        EventStreamReader reader = new EventStreamReader(new PathSet(PATHS));
        for (int body = 0; body < 2; body++) {
            boolean mostlyWhole = random.nextBoolean();
            JsonValue[] expected = new JsonValue[PATHS.size()];
            boolean anyJson = false;
            for (String event : events) {
                anyJson |= readAlone(event, expected);
                read("data: " + event.replace("\n", "\ndata: ") + "\n\n", reader, random, mostlyWhole ? 10 : 2);
                for (int slot = 0; slot < PATHS.size(); slot++) {
                    assertThat(reader.value(slot)).as("%s", PATHS.get(slot)).isEqualTo(expected[slot]);
                }
            }
            reader.end();
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

    /** As a whole, as servers write them, but for one in so many, which comes in any split. */
    private static void read(String event, EventStreamReader reader, Random random, int many) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        boolean whole = random.nextInt(many) > 0;
        int at = 0;
        while (at < bytes.length) {
            int length = whole ? bytes.length : Math.min(bytes.length - at, 1 + random.nextInt(40));
            reader.read(bytes, at, length);
            at += length;
        }
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

    /** Many of the same few beginnings and endings in a row, with all that a text may hold between them. */
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> beginning = Arbitraries.of(
                "{\"id\":\"chatcmpl-123456789\",\"model\":\"gpt-4\",\"choices\":[{\"n\":1,\"delta\":{\"content\":\"tok",
                "{\"id\":\"chatcmpl-123456789\",\"usage\":{\"total\":3},\"other\":{\"content\":\"",
                "{\"id\":\"chatcmpl-123456789\",\"note\":\"",
                "{\"object\":\"chat.completion.chunk\",\"model\":\"");
        Arbitrary<String> text = Arbitraries.of(
                "",
                "1",
                "2",
                "23 ",
                "an other text",
                "\\n",
                "\\\"",
                "\\\\",
                "\\u00e9",
                "é",
                "a\nb",
                "}]\\\\\\\"{",
                "\\");
        List<List<String>> endings = List.of(
                List.of("\"}}],\"usage\":null}", "\"}}],\"usage\":{\"total\":5}}", "\"}}],\"usage\":{\"total\":4}}"),
                List.of("\"}}],\"usage\":{\"total\":7}", "\"}}],\"usage\":{\"total\":7}\n}"),
                List.of("\"}}],\"model\":\"gpt-4o\"}", "\"}}],\"model\":\"gpt-4i\",\"id\":null}"),
                List.of("\"},\"usage\":{\"total\":8}}", "\"}", "\",\"usage\":{\"total\":9}}"),
                List.of("\"},\"usage\":{\"details\":{\"cached\":1}}}", "\"}\n", "\""),
                List.of("\",\"pad\":\"" + ".".repeat(600) + "\",\"usage\":{\"total\":10}}", "\"}"));
        return Combinators.combine(beginning.list().ofSize(2), Arbitraries.of(endings))
                .flatAs((beginnings, few) -> Combinators.combine(
                                Arbitraries.of(beginnings),
                                Combinators.combine(text, Arbitraries.of(few))
                                        .as((middle, last) -> middle + last)
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(12))
                        .as((first, rest) ->
                                rest.stream().map(each -> first + each).toList())
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(6)
                        .map(runs -> runs.stream().flatMap(List::stream).toList()));
    }
}
