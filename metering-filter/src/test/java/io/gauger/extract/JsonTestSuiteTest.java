package io.gauger.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import io.gauger.extract.JsonPath.Step;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The public corpus JSONTestSuite: what is valid gives equal values, what is not never throws and is told. */
class JsonTestSuiteTest {
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");

    /** What is looked for in documents that the reference cannot tell the paths of. */
    private static final List<JsonPath> ANYWHERE = List.of(
            new JsonPath(List.of()),
            new JsonPath(List.of(new Element(0))),
            new JsonPath(List.of(new Element(0), new Element(0))),
            new JsonPath(List.of(new Element(1))),
            new JsonPath(List.of(new Element(2))),
            JsonPath.of("a"),
            JsonPath.of("x"),
            JsonPath.of("id"),
            JsonPath.of("asd"));

    /** One document of the corpus, each character of which stands for a byte. */
    record Document(String name, String characters) {
        byte[] content() {
            return characters.getBytes(ISO_8859_1);
        }

        boolean is(String kind) {
            return name.startsWith(kind);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatIsValidGivesEqualValues(Document document) {
        Map<JsonPath, JsonValue> expected = values(new String(document.content(), UTF_8));
        List<JsonPath> paths = new ArrayList<>(expected.keySet());
        for (int part : new int[] {document.content().length, 1, 3}) {
            JsonReader reader = read(document, paths, part);
            assertThat(reader.isMalformed()).isFalse();
            assertThat(reader.isTooLarge()).isFalse();
            for (int slot = 0; slot < paths.size(); slot++) {
                assertThat(reader.value(slot))
                        .as("%s in parts of %d", paths.get(slot), part)
                        .isEqualTo(expected.get(paths.get(slot)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void whatIsInvalidIsTold(Document document) {
        for (int part : new int[] {document.content().length, 1, 3}) {
            assertThat(read(document, ANYWHERE, part).isMalformed())
                    .as("in parts of %d", part)
                    .isTrue();
        }
    }

    /** Lone surrogates, numbers of any size and bytes that are no UTF-8 are left to who reads; none of them throws. */
    @ParameterizedTest
    @MethodSource("eitherWay")
    void whatIsLeftToTheReaderIsReadTheSameInAnySplit(Document document) {
        JsonReader whole = read(document, ANYWHERE, document.content().length);
        JsonReader bytes = read(document, ANYWHERE, 1);
        assertThat(bytes.isMalformed()).isEqualTo(whole.isMalformed());
        assertThat(bytes.isTooLarge()).isEqualTo(whole.isTooLarge());
        for (int slot = 0; slot < ANYWHERE.size(); slot++) {
            assertThat(bytes.value(slot)).isEqualTo(whole.value(slot));
        }
    }

    static Stream<Document> valid() throws IOException {
        return corpus().filter(document -> document.is("y_"));
    }

    static Stream<Document> invalid() throws IOException {
        return corpus().filter(document -> document.is("n_"));
    }

    static Stream<Document> eitherWay() throws IOException {
        return corpus().filter(document -> document.is("i_"));
    }

    private static Stream<Document> corpus() throws IOException {
        try (InputStream file = JsonTestSuiteTest.class.getResourceAsStream("/JSONTestSuite.txt")) {
            List<Document> documents = new ArrayList<>(new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(line -> new Document(line[0], content(line[1])))
                    .toList());
            documents.add(new Document("i_structure_500_nested_arrays", "[".repeat(500) + "]".repeat(500)));
            documents.add(new Document("n_structure_100000_opening_arrays", "[".repeat(100_000)));
            documents.add(new Document("n_structure_open_array_object", "[{\"\":".repeat(50_000)));
            assertThat(documents).hasSize(318);
            return documents.stream();
        }
    }

    private static String content(String escaped) {
        return BYTE.matcher(escaped)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    private static JsonReader read(Document document, List<JsonPath> paths, int part) {
        JsonReader reader = new JsonReader(new PathSet(paths));
        byte[] content = document.content();
        for (int at = 0; at < content.length; at += part) {
            reader.read(content, at, Math.min(part, content.length - at));
        }
        reader.end();
        return reader;
    }

    /** Every value that the reference finds, by its path. */
    private static Map<JsonPath, JsonValue> values(String document) {
        Map<JsonPath, JsonValue> values = new LinkedHashMap<>();
        try (jakarta.json.JsonReader reader = Json.createReader(new StringReader(document))) {
            collect(reader.readValue(), List.of(), values);
        }
        return values;
    }

    private static void collect(jakarta.json.JsonValue value, List<Step> steps, Map<JsonPath, JsonValue> values) {
        values.put(new JsonPath(steps), Reference.kept(value));
        if (value instanceof JsonObject object) {
            object.forEach((name, child) -> collect(child, with(steps, new Member(name)), values));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), with(steps, new Element(i)), values);
            }
        }
    }

    private static List<Step> with(List<Step> steps, Step last) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(last);
        return longer;
    }
}
