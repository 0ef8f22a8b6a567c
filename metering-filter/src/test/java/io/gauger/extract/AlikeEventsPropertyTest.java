package io.gauger.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Events that are alike down to their lines, of which most are only compared, give what they give byte by byte. */
class AlikeEventsPropertyTest {
    private static final List<JsonPath> PATHS =
            List.of(JsonPath.of("model"), JsonPath.of("usage", "total"), JsonPath.of("finish"));

    @Property(tries = 3000)
    void anyStreamInSlicesGivesWhatItGivesByteByByte(@ForAll("streams") String stream, @ForAll Random random) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        EventStreamReader expected = new EventStreamReader(new PathSet(PATHS));
        for (int at = 0; at < bytes.length; at++) {
            expected.read(bytes, at, 1);
        }
        EventStreamReader reader = new EventStreamReader(new PathSet(PATHS));
        for (int body = 0; body < 2; body++) {
            int longest = random.nextBoolean() ? bytes.length : 1 + random.nextInt(600);
            for (int at = 0, length; at < bytes.length; at += length) {
                length = Math.min(bytes.length - at, 1 + random.nextInt(longest));
                reader.read(bytes, at, length);
            }
            assertThat(reader.sseEvents()).isEqualTo(expected.sseEvents());
            assertThat(reader.isMalformed()).isEqualTo(expected.isMalformed());
            for (int slot = 0; slot < PATHS.size(); slot++) {
                assertThat(reader.value(slot)).as("%s", PATHS.get(slot)).isEqualTo(expected.value(slot));
            }
            assertThat(reader.reset()).isTrue();
        }
    }

    /** Runs of events that differ in a text only, mostly; some of them have another frame or end. */
    @Provide
    Arbitrary<String> streams() {
        Arbitrary<String> frame = Arbitraries.of(
                "data: %s\n\n",
                "data: %s\r\n\r\n",
                "data: %s\r\r",
                "event: delta\ndata: %s\n\n",
                ": said\r\ndata:%s\r\nid: 7\r\n\r\n",
                "data\ndata: %s\n\n",
                "data: %s\n",
                "data: %s\n\n\ndata: [DONE]\n\n");
        Arbitrary<String> beginning = Arbitraries.of(
                "{\"id\":\"chatcmpl-123456789\",\"model\":\"gpt-4\",\"choices\":[{\"delta\":{\"content\":\"",
                "{\"id\":\"chatcmpl-123456789\",\"model\":\"gpt-4o\",\"choices\":[{\"delta\":{\"content\":\"",
                "{\"id\":\"chatcmpl-123456789\",\"usage\":{\"total\":3},\"choices\":[{\"note\":\"" + "-".repeat(700));
        Arbitrary<String> text = Arbitraries.frequencyOf(
                Tuple.of(
                        8,
                        Arbitraries.of(
                                "", "1", " an other text of some length", "\\n", "é", "\\\"", "x\\\\", "\\u00e9")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "a\nb",
                                "a\rb",
                                "\\\n",
                                "\\\r\n",
                                "\\",
                                "\t",
                                "a\n\nb",
                                "a\r\r",
                                "\"}}]}\n\ndata: {\"x\":\"")));
        Arbitrary<String> ending = Arbitraries.of(
                "\"}}]}",
                "\"}}],\"usage\":null}",
                "\"}}],\"usage\":{\"total\":5}}",
                "\"}}],\"usage\":{\"total\":6}}",
                "\"}}],\"finish\":\"stop\"}",
                "\"}}],\"finish\":\"stop\",\"pad\":\"" + ".".repeat(700) + "\"}",
                "\"}}");
        Arbitrary<String> run = Combinators.combine(
                        frame, beginning, ending, text.list().ofMinSize(1).ofMaxSize(9))
                .as((lines, first, last, texts) -> {
                    StringBuilder events = new StringBuilder();
                    texts.forEach(middle -> events.append(lines.formatted(first + middle + last)));
                    return events.toString();
                });
        // a few runs of which each may come again
        return run.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(few -> Arbitraries.of(few).list().ofMinSize(1).ofMaxSize(8))
                .map(runs -> String.join("", runs));
    }
}
