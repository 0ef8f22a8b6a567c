package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeptText;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Functions on texts and arrays beside the same in Java. */
class TextsPropertyTest {

    /** A stream of which this is the only event, and a body with the text at one path. */
    private record Holding(String text) implements Scope {
        @Override
        public @Nullable JsonValue at(JsonPath path) {
            return path.equals(JsonPath.of("text")) ? new JsonValue.Text(text) : null;
        }

        @Override
        public @Nullable Object variable(Variable variable) {
            return null;
        }

        @Override
        public KeptText text(BodyText which) {
            return new KeptText(text, false);
        }
    }

    @Property(tries = 300)
    void arraysAreReckonedExactly(@ForAll("numbers") List<@Nullable BigDecimal> numbers) {
        Holding request = new Holding(numbers.toString());
        List<BigDecimal> present = numbers.stream().filter(Objects::nonNull).toList();
        BigDecimal sum = present.stream().reduce(BigDecimal.ZERO, BigDecimal::add);

        assertGives("sum(lastChunk)", request, sum);
        assertGives("count(lastChunk)", request, BigDecimal.valueOf(numbers.size()));
        assertGives("first(lastChunk)", request, numbers.isEmpty() ? null : numbers.get(0));
        assertGives("last(lastChunk)", request, numbers.isEmpty() ? null : numbers.get(numbers.size() - 1));
        assertGives(
                "max(lastChunk)",
                request,
                present.stream().max(BigDecimal::compareTo).orElse(null));
        assertGives(
                "min(lastChunk)",
                request,
                present.stream().min(BigDecimal::compareTo).orElse(null));
        assertGives(
                "avg(lastChunk)",
                request,
                present.isEmpty() ? null : sum.divide(BigDecimal.valueOf(present.size()), MathContext.DECIMAL128));
        for (int i = 0; i < numbers.size(); i++) {
            assertGives("lastChunk[" + i + "]", request, numbers.get(i));
        }
    }

    @Property(tries = 300)
    void fieldsOfAllElementsAreReckonedExactly(@ForAll("numbers") List<@Nullable BigDecimal> numbers) {
        String text = numbers.stream()
                .map(number -> "{\"u\": {\"n\": " + number + "}}")
                .collect(Collectors.joining(",", "[{}, 5, ", "]"));
        BigDecimal sum = numbers.stream().filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);

        Holding request = new Holding(numbers.isEmpty() ? "[]" : text);

        assertGives("sum(lastChunk, 'u.n')", request, sum);
        String nested = text.replace("{\"n\"", "[{\"n\"").replace("}}", "}]}");
        assertGives("sum(get(lastChunk, '[*].u[*].n'))", new Holding(numbers.isEmpty() ? "[]" : nested), sum);
    }

    @Property(tries = 500)
    void splitAndLinesAreThoseOfJava(@ForAll("texts") String text, @ForAll("separators") String separator) {
        Holding request = new Holding(text);
        List<String> parts = List.of(text.split(Pattern.quote(separator), -1));
        List<String> lines = text.lines().toList();
        String literal = "'" + separator.replace("\n", "\\n") + "'";

        assertGives("count(split(respBody.text, " + literal + "))", request, BigDecimal.valueOf(parts.size()));
        assertGives("count(lines(respBody.text))", request, BigDecimal.valueOf(lines.size()));
        assertGives(
                "count(linesNonEmpty(respBody.text))",
                request,
                BigDecimal.valueOf(
                        lines.stream().filter(line -> !line.isBlank()).count()));
        assertGives(
                "len(last(split(respBody.text, " + literal + ")))",
                request,
                BigDecimal.valueOf(parts.get(parts.size() - 1).length()));
        assertGives(
                "len(first(lines(respBody.text)))",
                request,
                lines.isEmpty() ? null : BigDecimal.valueOf(lines.get(0).length()));
    }

    @Property(tries = 3000)
    void whatIsReadAsJsonIsWhatAStrictParserReads(@ForAll("almostJson") String elements) {
        String text = "[" + elements + "]";
        JsonValue value = JsonDocument.read(text);
        jakarta.json.JsonValue expected;
        try (JsonReader reader = Json.createReader(new StringReader(text));
                JsonParser parser = Json.createParser(new StringReader(text))) {
            // The reader does not look what follows the value; the parser does.
            while (parser.hasNext()) {
                parser.next();
            }
            expected = reader.readValue();
        } catch (JsonParsingException e) {
            assertThat(value).as(text).isNull();
            return;
        }
        assertThat(value).as(text).isNotNull();
        try (JsonReader reader = Json.createReader(new StringReader(JsonWriter.write(value)))) {
            assertThat(reader.readValue()).isEqualTo(expected);
        }
    }

    private static void assertGives(String source, Scope request, @Nullable BigDecimal expected) {
        Result result = Expression.compile(source).evaluate(request);
        if (expected == null) {
            assertThat(result).as(source).isInstanceOfSatisfying(Result.Failure.class, failure -> assertThat(
                            failure.reason())
                    .isEqualTo(Result.Reason.MISSING_FIELD));
        } else if (expected.signum() < 0) {
            assertThat(result).as(source).isInstanceOfSatisfying(Result.Units.class, units -> assertThat(units.value())
                    .isZero());
        } else {
            assertThat(result)
                    .as("%s on %s", source, request)
                    .isInstanceOfSatisfying(Result.Units.class, units -> assertThat(units.value())
                            .isEqualByComparingTo(Objects.requireNonNull(Numbers.toUnits(expected))));
        }
    }

    @Provide
    Arbitrary<List<@Nullable BigDecimal>> numbers() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e18"), new BigDecimal("1e20"))
                .ofScale(8)
                .injectNull(0.1)
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab,, \n\r\t.*").ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(",", "a", "ab", ", ", ".", ".*", "|", "\n", ",,");
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "\"\\u00e9\\n\\\\\"",
                        "\"",
                        "1",
                        "-0.5e3",
                        "0",
                        "01",
                        "-",
                        "1e",
                        "true",
                        "false",
                        "null",
                        "nul",
                        " ",
                        "\n",
                        "\\",
                        "[1, 2]",
                        "{\"a\": 1}",
                        "\"a\":",
                        "{\"a\":{\"b\":[]}}")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
