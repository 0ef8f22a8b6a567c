package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A reader that was reset reads the next body as a new one does, wherever the last one ended. */
class ReusedReaderPropertyTest {
    private static final PathSet PATHS =
            new PathSet(Set.of(JsonPath.of("a"), JsonPath.of("b", "c"), JsonPath.of("l", "1"), JsonPath.of("x")));

    @Property(tries = 3000)
    void aDocumentIsReadAsByANewReader(@ForAll("bodies") List<String> bodies) {
        JsonReader reused = new JsonReader(PATHS);
        for (String body : bodies) {
            if (!reused.reset()) {
                reused = new JsonReader(PATHS);
            }
            assertSame(reused, new JsonReader(PATHS), body);
        }
    }

    @Property(tries = 3000)
    void aStreamIsReadAsByANewReader(@ForAll("bodies") List<String> bodies) {
        EventStreamReader reused = new EventStreamReader(PATHS);
        for (String body : bodies) {
            if (!reused.reset()) {
                reused = new EventStreamReader(PATHS);
            }
            assertSame(reused, new EventStreamReader(PATHS), body);
        }
    }

    private static void assertSame(BodyReader reused, BodyReader fresh, String body) {
        for (BodyReader reader : List.of(reused, fresh)) {
            byte[] bytes = body.getBytes(UTF_8);
            reader.read(bytes, 0, bytes.length);
            if (!body.endsWith("!")) {
                reader.end();
            }
        }
        for (int slot = 0; slot < PATHS.size(); slot++) {
            assertThat(reused.value(slot)).as(body).isEqualTo(fresh.value(slot));
        }
        assertThat(reused.isMalformed()).as(body).isEqualTo(fresh.isMalformed());
        assertThat(reused.isTooLarge()).as(body).isEqualTo(fresh.isTooLarge());
        assertThat(reused.sseEvents()).as(body).isEqualTo(fresh.sseEvents());
    }

    @Provide
    Arbitrary<List<String>> bodies() {
        Arbitrary<String> token = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"a\"",
                "\"b\"",
                "\"c\"",
                "\"l\"",
                "\"x",
                "\"",
                "\\",
                "\\u00",
                "1",
                "-2.5e",
                "3",
                "tru",
                "true",
                "null",
                " ",
                "\uFEFF",
                "\n",
                "\r",
                "\r\n",
                "data: ",
                "data",
                ": x",
                "id: 1",
                "[DONE]",
                "{\"a\":1,\"b\":{\"c\":\"é\"},\"l\":[0,{}]}",
                "data: {\"a\":7}\n\n",
                "!");
        return token.list()
                .ofMaxSize(12)
                .map(tokens -> String.join("", tokens))
                .list()
                .ofMinSize(2)
                .ofMaxSize(6);
    }
}
