package io.gauger.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.extract.BodyReader;
import io.gauger.measure.ProviderAnswers.Sample;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tokens, model and provider of every provider's answers; {@code docs/tokens.md} has the rules and their sources. */
class ProviderTokensTest {
    /** What may stand between the events of a stream and tells nothing. */
    private static final List<String> BETWEEN_EVENTS = List.of(
            ": keep-alive\n\n",
            "event: ping\ndata: {\"type\": \"ping\"}\n\n",
            "data: {\"usage\":null,\"response\":null,\"message\":null,\"usageMetadata\":null,\"model\":null}\n\n",
            "data: no JSON\n\n",
            "retry: 10\nid: 7\n\n");

    private static final List<String> BETWEEN_LINES = List.of("\n", "  \r\n", "{\"done\":false,\"eval_count\":null}\n");

    @ParameterizedTest
    @MethodSource("io.gauger.measure.ProviderAnswers#all")
    void anAnswerTellsItsTokensAndModel(Sample sample) {
        Measurement measured = Measured.whole("response_field provider=route", sample.type(), sample.body());
        assertThat(measured.tokens()).isEqualTo(sample.tokens());
        assertThat(measured.model()).isEqualTo(sample.model());
        assertThat(measured.units())
                .isEqualByComparingTo(sample.tokens().total().toString());
        assertThat(measured.flags()).isEmpty();
        assertThat(measured.basis()).isEqualTo(Basis.MEASURED);
    }

    /** Many imitate these shapes, so none proves a provider. */
    @ParameterizedTest
    @MethodSource("io.gauger.measure.ProviderAnswers#all")
    void theShapeOfAnAnswerNamesNoProvider(Sample sample) {
        assertThat(Measured.whole("request", sample.type(), sample.body()).provider())
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("io.gauger.measure.ProviderAnswers#all")
    void whereAnAnswerIsSplitMakesNoDifference(Sample sample) {
        Meter meter = Measured.meter("response_field");
        byte[] body = sample.body().getBytes(UTF_8);
        for (int at = 0; at <= body.length; at++) {
            BodyReader reader = meter.reader(sample.type());
            reader.read(body, 0, at);
            reader.read(body, at, body.length - at);
            reader.end();
            assertThat(Measured.by(meter, Measured.answer(reader, body.length, 200, Set.of()))
                            .tokens())
                    .as("split at %d", at)
                    .isEqualTo(sample.tokens());
        }
        assertThat(Measured.of(meter, sample.type(), body, 1, 200, Set.of()).tokens())
                .as("byte by byte")
                .isEqualTo(sample.tokens());
    }

    @Property(tries = 300)
    void whatStandsBetweenTheEventsMakesNoDifference(
            @ForAll("streams") Sample sample, @ForAll("choices") List<Integer> choices, @ForAll("part") int part) {
        Meter meter = Measured.meter("response_field");
        byte[] body = interleaved(sample, choices).getBytes(UTF_8);
        Measurement measured = Measured.of(meter, sample.type(), body, part, 200, Set.of());
        assertThat(measured.tokens()).isEqualTo(sample.tokens());
        assertThat(measured.model()).isEqualTo(sample.model());
    }

    @Provide
    Arbitrary<Sample> streams() {
        return Arbitraries.of(ProviderAnswers.all().stream()
                .filter(sample -> sample.type().isStream())
                .toList());
    }

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers().between(0, 8).list().ofSize(10);
    }

    @Provide
    Arbitrary<Integer> part() {
        return Arbitraries.integers().between(1, 400);
    }

    private static String interleaved(Sample sample, List<Integer> choices) {
        boolean events = sample.type() == MediaType.EVENT_STREAM;
        List<String> others = events ? BETWEEN_EVENTS : BETWEEN_LINES;
        String[] documents = sample.body().split(events ? "(?<=\\n\\r?\\n)" : "(?<=\\n)", -1);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < documents.length; i++) {
            int choice = choices.get(i % choices.size());
            if (choice < others.size()) {
                body.append(others.get(choice));
            }
            body.append(documents[i]);
        }
        return body.toString();
    }

    /** An answer is read in one form, the first of which it tells anything, so nothing is counted twice. */
    @ParameterizedTest(name = "{0} -> {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
        {"usage":{"prompt_tokens":3,"completion_tokens":4,"input_tokens":3,"output_tokens":4}}                         | 3 | 4 | -
        {"usage":{"prompt_tokens":30,"completion_tokens":4,"cache_read_input_tokens":20,"cache_creation_input_tokens":5}} | 30 | 4 | -
        {"usage":{"input_tokens":30,"output_tokens":4,"input_tokens_details":{"cached_tokens":10},"cache_read_input_tokens":20}} | 30 | 4 | 10
        {"usage":{"input_tokens":30,"output_tokens":4,"tokens":{"input_tokens":1,"output_tokens":2}}}                  | 30 | 4 | -
        {"usage":{"input_tokens":3,"output_tokens":4},"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":6}} | 3 | 4 | -
        {"usage":{"prompt_tokens":3},"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":6}}                  | 3 | - | -
        {"usage":{"prompt_tokens":"3"},"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":6}}                | 5 | 6 | -
        {"response":{"usage":{"input_tokens":3,"output_tokens":4}},"usage":{"input_tokens":5,"output_tokens":6}}       | 3 | 4 | -
        {"prompt_eval_count":1,"eval_count":2,"usage":{"tokens":{"input_tokens":3,"output_tokens":4}}}                 | 1 | 2 | -
        {"usageMetadata":{"thoughtsTokenCount":7}}                                                                     | - | 7 | -
        {"usageMetadata":{"toolUsePromptTokenCount":7}}                                                                | 7 | - | -
        {"usage":{"prompt_tokens":5,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":6}}}                | 5 | 4 | -
        {"usage":{"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":6}}}                                  | - | 4 | -
        {"usage":{"prompt_tokens_details":{"cached_tokens":6},"total_tokens":9}}                                       | 9 | - | -
        {"usage":{"output_tokens":4,"cache_read_input_tokens":6}}                                                      | - | 4 | -
        {"usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":12,"completion_tokens_details":{"reasoning_tokens":3}}} | 5 | 7 | -
        {"usage":{"prompt_tokens":5,"completion_tokens":4,"total_tokens":11,"completion_tokens_details":{"reasoning_tokens":3}}} | 5 | 4 | -
        {"usage":{"prompt_tokens":5,"completion_tokens":4,"completion_tokens_details":{"reasoning_tokens":3}}}         | 5 | 4 | -
        {"usage":{"prompt_tokens":5,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":2},"prompt_cache_hit_tokens":3}} | 5 | 4 | 2
        [{"usage":{"prompt_tokens":5}}]                                                                                | - | - | -
        {"usage":5}                                                                                                    | - | - | -
        """)
    void anAnswerThatMixesFormsIsReadInOne(String body, Long prompt, Long completion, Long cached) {
        assertThat(Measured.whole("request", MediaType.JSON, body).tokens())
                .isEqualTo(new TokenUsage(prompt, completion, cached));
    }

    /** Whole numbers from zero, up to what can be added without overflow, count; all else is as good as absent. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
        0                   | 0
        -0                  | 0
        7                   | 7
        7.0                 | 7
        1e3                 | 1000
        9007199254740993    | 9007199254740993
        1152921504606846975 | 1152921504606846975
        1152921504606846976 | -
        9223372036854775807 | -
        9223372036854775808 | -
        1e300               | -
        1e-300              | -
        1e999999999         | -
        1e99999999999       | -
        -1                  | -
        1.5                 | -
        "7"                 | -
        true                | -
        null                | -
        {}                  | -
        [7]                 | -
        """)
    void aCountIsAWholeNumberFromZero(String count, Long tokens) {
        for (String field : new String[] {
            "{\"usage\":{\"prompt_tokens\":%s}}",
            "{\"usage\":{\"input_tokens\":%s}}",
            "{\"response\":{\"usage\":{\"input_tokens\":%s}}}",
            "{\"usageMetadata\":{\"promptTokenCount\":%s}}",
            "{\"prompt_eval_count\":%s}",
            "{\"usage\":{\"tokens\":{\"input_tokens\":%s}}}"
        }) {
            assertThat(Measured.whole("request", MediaType.JSON, field.formatted(count))
                            .tokens()
                            .prompt())
                    .as(field)
                    .isEqualTo(tokens);
        }
    }

    @Test
    void theLargestCountsAddUpWithoutOverflow() {
        String most = "1152921504606846975";
        Measurement measured = Measured.whole(
                "response_field",
                MediaType.JSON,
                "{'usage':{'input_tokens':#,'cache_read_input_tokens':#,'cache_creation_input_tokens':#,'output_tokens':#}}"
                        .replace('\'', '"')
                        .replace("#", most));
        assertThat(measured.units()).isEqualByComparingTo("4611686018427387900");
        assertThat(measured.flags()).isEmpty();
    }

    static Stream<String> models() {
        return Stream.of(
                "{\"model\":\"m\",\"modelVersion\":\"other\"}",
                "{\"response\":{\"model\":\"m\"}}",
                "{\"message\":{\"model\":\"m\"}}",
                "{\"modelVersion\":\"m\"}",
                "{\"model\":\" \",\"modelVersion\":\"m\"}",
                "{\"model\":7,\"modelVersion\":\"m\"}");
    }

    @ParameterizedTest
    @MethodSource("models")
    void theModelIsWhereTheProviderTellsIt(String body) {
        assertThat(Measured.whole("request", MediaType.JSON, body).model()).isEqualTo("m");
    }
}
