package io.gauger.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonParsingException;
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
import net.jqwik.api.constraints.IntRange;

/** Any document, in any split, gives the values that a strict parser finds. */
class JsonReaderPropertyTest {
    private static final List<String> NAMES = List.of("a", "b", "usage", "model", "é", "a\"b", "日本", "x y");

    @Property(tries = 500)
    void anyDocumentInAnySplitGivesWhatAStrictParserFinds(
            @ForAll("documents") String document, @ForAll("paths") List<JsonPath> wanted, @ForAll Random random) {
        jakarta.json.JsonValue root = Reference.parse(document);
        JsonReader reader = read(document.getBytes(StandardCharsets.UTF_8), wanted, random);
        assertThat(reader.isMalformed()).isFalse();
        for (JsonPath path : wanted) {
            assertThat(reader.value(new PathSet(wanted).slot(path)))
                    .as("%s in %s", path, document)
                    .isEqualTo(Reference.value(root, path));
        }
    }

    @Property(tries = 500)
    void aMutatedDocumentIsEitherReadLikeAStrictParserReadsItOrMalformed(
            @ForAll("documents") String document,
            @ForAll("paths") List<JsonPath> wanted,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll("bytes") byte replacement,
            @ForAll Random random) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        bytes[at % bytes.length] = replacement;
        JsonReader reader = read(bytes, wanted, random);
        jakarta.json.JsonValue root;
        try {
            root = Reference.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonParsingException | NumberFormatException e) {
            return; // the reference refuses it; that ours did not throw is what counts
        }
        if (reader.isMalformed()) {
            assertThat(isUtf8(bytes))
                    .as("a document that a strict parser accepts")
                    .isFalse();
            return;
        }
        for (JsonPath path : wanted) {
            if (isUtf8(bytes)) {
                assertThat(reader.value(new PathSet(wanted).slot(path))).isEqualTo(Reference.value(root, path));
            }
        }
    }

    private static JsonReader read(byte[] bytes, List<JsonPath> wanted, Random random) {
        JsonReader reader = new JsonReader(new PathSet(wanted));
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
            byte[] slice = new byte[length + 4];
            System.arraycopy(bytes, at, slice, 2, length);
            reader.read(slice, 2, length);
            at += length;
        }
        reader.end();
        return reader;
    }

    private static boolean isUtf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
    }

    @Provide
    Arbitrary<Byte> bytes() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of(
                                (byte) '"',
                                (byte) '\\',
                                (byte) '{',
                                (byte) '}',
                                (byte) '[',
                                (byte) ']',
                                (byte) ',',
                                (byte) ':',
                                (byte) '-',
                                (byte) 'e',
                                (byte) '0',
                                (byte) ' ')),
                Tuple.of(1, Arbitraries.bytes()));
    }

    @Provide
    Arbitrary<List<JsonPath>> paths() {
        Arbitrary<JsonPath.Step> step = Arbitraries.oneOf(
                Arbitraries.of(NAMES).map(Member::new),
                Arbitraries.integers().between(0, 3).map(Element::new));
        return step.list().ofMaxSize(4).map(JsonPath::new).list().ofMaxSize(6).uniqueElements();
    }

    @Provide
    Arbitrary<String> documents() {
        return Combinators.combine(documents(4), Arbitraries.of("", " ", "\r\n\t"))
                .as((document, space) -> space + document + space);
    }

    /** Written by hand and not by a builder, so that names stand twice, and escapes and spaces stand anywhere. */
    private static Arbitrary<String> documents(int depth) {
        Arbitrary<String> space = Arbitraries.of("", "", " ", "\n\t ");
        Arbitrary<String> scalar = Arbitraries.oneOf(
                Arbitraries.of(
                        "null", "true", "false", "0", "-0", "1.50", "-12e3", "9007199254740993", "1E-7", "0.1e+2"),
                Arbitraries.of(
                        "\"\"",
                        "\"gpt-4\"",
                        "\"a\\\"b\\\\\"",
                        "\"\\u0041\\n\\/\"",
                        "\"\\uD83D\\uDE00\"",
                        "\"😀 日本\"",
                        "\"{\\\"usage\\\":1}\"",
                        "\"[1,2]\""),
                Arbitraries.strings().ascii().ofMaxLength(20).map(JsonReaderPropertyTest::quoted));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> value = Arbitraries.lazy(() -> documents(depth - 1));
        Arbitrary<String> name = Arbitraries.of(NAMES)
                .map(JsonReaderPropertyTest::quoted)
                .flatMap(quoted -> Arbitraries.of(quoted, quoted.replace("a", "\\u0061")));
        Arbitrary<String> member = Combinators.combine(space, name, space, space, value, space)
                .as((s1, n, s2, s3, v, s4) -> s1 + n + s2 + ":" + s3 + v + s4);
        return Arbitraries.oneOf(
                scalar,
                member.list().ofMaxSize(5).map(members -> "{" + String.join(",", members) + "}"),
                value.list().ofMaxSize(5).map(values -> "[" + String.join(",", values) + "]"));
    }

    private static String quoted(String text) {
        JsonObjectBuilder builder = Json.createObjectBuilder().add("x", text);
        String object = builder.build().toString();
        return object.substring(object.indexOf(':') + 1, object.length() - 1);
    }
}
