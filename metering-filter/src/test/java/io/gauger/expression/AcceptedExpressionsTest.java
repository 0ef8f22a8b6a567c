package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedExpressionsTest {

    @Test
    void tellsThePathsAndVariablesThatItReadsOnceAndInOrder() {
        Expression expression = Expression.compile(
                "respBody.model == 'gpt-4' && status < 300 ? respBody.tokens * 2 : respBody.tokens + responseBytes");

        assertThat(expression.paths()).containsExactly(JsonPath.of("model"), JsonPath.of("tokens"));
        assertThat(expression.variables()).containsExactly(Variable.STATUS, Variable.RESPONSE_BYTES);
    }

    @Test
    void tellsTheTextsThatItReadsAsAWhole() {
        assertThat(texts("respBody.usage.total_tokens + json(respBody).n + sum(split(path, '/'))"))
                .isEmpty();
        assertThat(texts("first(respBody.items).n + count(sseEvents(allData)) + len(respBody.text)"))
                .isEmpty();
        assertThat(texts("json(sseLastData(allData)).usage.total_tokens ?? 1")).containsExactly(BodyText.LAST_DATA);
        assertThat(texts("lastChunk.a ?? respBody.a")).containsExactly(BodyText.LAST_DATA);
        assertThat(texts("len(allData) + len(sseAllData(respBody))")).containsExactly(BodyText.ALL_DATA);
        assertThat(texts("last(respBody.items).n")).containsExactly(BodyText.WHOLE_BODY);
        assertThat(texts("respBody[model]")).containsExactly(BodyText.WHOLE_BODY);
        assertThat(texts("count(get(respBody, 'a[*].b'))")).containsExactly(BodyText.WHOLE_BODY);
        assertThat(texts("status == 200 ? count(lines(allData)) : sum(respBody.a ?? lastChunk.a)"))
                .containsExactly(BodyText.WHOLE_BODY, BodyText.ALL_DATA, BodyText.LAST_DATA);
    }

    private static Set<BodyText> texts(String source) {
        return Expression.compile(source).texts();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respBody.choices[0].message",
                "respBody['choices'][0][\"message\"]",
                "respBody?.choices?.[0]?.message",
                "respBody . choices [ 0 ]\n\t. message",
                "(respBody.choices)[0].message",
                "get(respBody, 'choices[0].message')",
                "get(respBody, 'choices.0.message')",
                "get(respBody.choices, '[0].message')",
                "get(respBody, 'choices[0]').message",
                "respBody['\\u0063hoices'][0].message"
            })
    void readsOnePathInEveryNotation(String source) {
        assertThat(Expression.compile(source).paths())
                .containsExactly(new JsonPath(List.of(new Member("choices"), new Element(0), new Member("message"))));
    }

    @Test
    void takesAnyTextAsTheNameOfAField() {
        assertThat(Expression.compile("respBody['Größe (ü)'] + respBody.function + respBody.default + respBody.$_1")
                        .paths())
                .containsExactly(
                        JsonPath.of("Größe (ü)"), JsonPath.of("function"), JsonPath.of("default"), JsonPath.of("$_1"));
    }

    @Test
    void knowsEveryVariable() {
        for (Variable variable : Variable.values()) {
            assertThat(Expression.compile(variable.wireName()).variables()).containsExactly(variable);
            assertThat(Expression.compile("1 + " + variable.wireName()).variables())
                    .containsExactly(variable);
        }
    }

    @Test
    void keepsItsSourceForReaders() {
        assertThat(Expression.compile(" responseBytes/1024 ")).hasToString(" responseBytes/1024 ");
    }

    @Test
    void takesSixtyFourLevelsOfNestingAndRefusesOneMore() {
        assertThat(Sample.units("(".repeat(64) + "1+1" + ")".repeat(64), "")).isEqualByComparingTo("2");
        assertThat(Sample.units("!".repeat(64) + "1+1", "")).isEqualByComparingTo("2");
        assertThat(Sample.units("status==200?7:".repeat(64) + "1", "status=404"))
                .isEqualByComparingTo("1");

        assertRefused("(".repeat(65) + "1" + ")".repeat(65), 64);
        assertRefused("!".repeat(65) + "1", 64);
        assertRefused("1**".repeat(65) + "1", 64 * 3 + 1);
        assertRefused("abs(".repeat(65) + "1" + ")".repeat(65), 64 * 4 + 3);
        assertRefused("1?2:".repeat(65) + "1", 64 * 4 + 1);
    }

    @Test
    void takesChainsOf256OperatorsAndRefusesOneMore() {
        assertThat(Sample.units("1" + "+1".repeat(256), "")).isEqualByComparingTo("257");
        assertThat(Sample.units("respBody.x" + "??respBody.x".repeat(255) + "??9", ""))
                .isEqualByComparingTo("9");
        assertThat(Sample.units("status" + "==status".repeat(255) + "?1:0", "status=1"))
                .isEqualByComparingTo("1");

        assertRefused("1" + "+1".repeat(257), 1 + 2 * 256);
    }

    @Test
    void takesSixtyFourFieldsAndRefusesOneMore() {
        assertThat(Sample.units(fields(64), "{\"f63\": 5}")).isEqualByComparingTo("5");
        assertRefused(fields(65), fields(64).length() + 2);
        assertRefused("respBody" + ".a".repeat(65), 8 + 65 * 2 - 1);
    }

    @Test
    void takesAsManyNumbersAsThereIsRoomFor() {
        String tiers = IntStream.range(0, 100)
                .mapToObj(i -> " + 900719925474099" + (100 + i))
                .collect(Collectors.joining());
        assertThat(Sample.units("status" + tiers, "status=1"))
                .isBetween(new BigDecimal("9e19"), new BigDecimal("9.1e19"));
    }

    @Test
    void refusesALongSourceWithoutReadingIt() {
        assertThat(Sample.units("5" + " ".repeat(4095), "")).isEqualByComparingTo("5");
        assertRefused("5" + " ".repeat(4096), 4096);
        assertRefused("(".repeat(100_000), 4096);
        assertRefused("a".repeat(100_000), 4096);
        assertRefused("a".repeat(4096), 0);
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> Expression.compile(null));
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "respBody.f" + i).collect(Collectors.joining("??"));
    }

    private static void assertRefused(String source, int position) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.compile(source))
                .satisfies(refusal ->
                        assertThat(refusal.position()).as(refusal.getMessage()).isEqualTo(position))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }
}
