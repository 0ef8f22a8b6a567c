package io.gauger.expression;

import static io.gauger.expression.Sample.evaluate;
import static io.gauger.expression.Sample.units;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Reason;
import io.gauger.expression.Result.Units;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
    private static final String ABOVE_DOUBLES = "9007199254740993";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respBody.n",
                "(respBody.n)",
                "get(respBody, 'n')",
                "respBody.model == 'x' ? respBody.n * 2 : respBody.n",
                "respBody.n ? respBody.n : 0",
                "respBody.n || 1",
                "respBody.gone || respBody.n",
                "respBody.n ?? 1",
                "respBody.gone ?? respBody.n",
                "respBody.gone ?? respBody.none ?? (respBody.n || 1)",
                "true && respBody.n",
                "respBody.n && respBody.n",
                "coalesce(respBody.gone, null, respBody.n)",
                "default(respBody.n, 1)",
                "default(coalesce(respBody.gone || undefined), (1 ? respBody.n : 0))",
                "(respBody.gone ? 1 : respBody.n) ?? 1",
                "respBody.n > 1 ? respBody.n : 1",
                "respBody.gone ?? totalTokens",
                "totalTokens",
                "sseEvents ?? 1",
                "respBody.gone ?? 9007199254740993",
                "9007199254740993",
                "respBody.text",
                "respBody.text ?? 1",
                "toString(respBody.n)"
            })
    void keepsEveryDigitOfWhatIsPassedStraightThrough(String expression) {
        String sample = "{\"n\": 9007199254740993, \"text\": \"9007199254740993\"};"
                + "totalTokens=9007199254740993;sseEvents=9007199254740993";

        assertThat(units(expression, sample)).isEqualByComparingTo(ABOVE_DOUBLES);
    }

    @ParameterizedTest
    @CsvSource({
        "12345678901234567890123456789.123456789, 12345678901234567890123456789.123456789",
        "0.1, 0.1",
        "1.10, 1.1",
        "1e3, 1000",
        "1E28, 10000000000000000000000000000",
        "0.0000000005, 0",
        "0.0000000015, 0.000000002",
        "0.00000000050000000000000000000000001, 0.000000001",
        "1e-999999999, 0",
        "0e999999999, 0"
    })
    void roundsToNineDecimalsHalfEven(String number, BigDecimal expected) {
        for (String expression : new String[] {"respBody.n", "respBody.gone ?? respBody.n"}) {
            BigDecimal value = units(expression, "{\"n\": " + number + "}");
            assertThat(value).isEqualByComparingTo(expected);
            assertThat(value.scale()).isBetween(0, 9);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e29",
                "1e999999999",
                "-1e29",
                "99999999999999999999999999999.9999999999",
                "\"1e999999999\"",
                "\"1e9999999999999\""
            })
    void refusesMoreThan38Digits(String number) {
        for (String expression : new String[] {"respBody.n", "respBody.gone ?? respBody.n"}) {
            assertThat(evaluate(expression, "{\"n\": " + number + "}"))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.reason())
                            .isEqualTo(Reason.NOT_A_NUMBER));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1 + 0.2, 0.3",
        "0.1 * 3, 0.3",
        "1 / 3, 0.333333333",
        "2 / 3, 0.666666667",
        "123456 / 1024, 120.5625",
        "1e21 + 1, 1000000000000000000000",
        "2e-3 * 1, 0.002",
        "2 ** 53, 9007199254740992",
        "1e28 / 1, 10000000000000000000000000000",
        "4.35 * 100, 435",
        "1.005 * 1000, 1005",
        "-(0 - 5), 5",
        "-0, 0",
        "0.1 + 0.2 - 0.3, 0",
        "0.3 - 0.2 - 0.1, 0"
    })
    void givesTheShortestDecimalOfADouble(String expression, BigDecimal expected) {
        assertThat(units(expression, "")).isEqualByComparingTo(expected);
    }

    @Test
    void givesZeroForLessThanZeroAndTellsIt() {
        assertThat(evaluate("respBody.n", "{\"n\": -5}")).isEqualTo(new Units(BigDecimal.ZERO, true));
        assertThat(evaluate("respBody.n - 10", "{\"n\": 5}")).isEqualTo(new Units(BigDecimal.ZERO, true));
        assertThat(evaluate("respBody.n", "{\"n\": -0.0000000001}")).isEqualTo(new Units(BigDecimal.ZERO, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "respBody.a          | {}                | respBody.a is missing",
                "respBody.a          | {\"a\": null}     | respBody.a is null",
                "respBody.a.b[2]     | {\"a\": {}}       | respBody.a.b[2] is missing",
                "respBody.a * 2      | {}                | respBody.a is missing",
                "respBody.a + status | {}                | respBody.a is missing, status is missing",
                "respBody.a ?? null  | {\"a\": null}     | respBody.a is null",
                "round(respBody.a)   | {\"a\": null}     | respBody.a is null",
                "totalTokens         | {}                | totalTokens is missing",
                "max(respBody.a, 1)  | {\"a\": null}     | respBody.a is null",
                "toFloat(respBody.a) | {\"a\": null}     | respBody.a is null",
                "lower(respBody.a)   | {}                | respBody.a is missing",
                "lastChunk.a.b       | stream {}         | lastChunk.a.b is missing",
                "lastChunk.a         | stream {\"a\": null} | lastChunk.a is null",
                "lastData            | {}                | lastData is missing",
                "lastChunk           | {}                | lastChunk is missing",
                "respBody[status].a  | status=200        | respBody[…] is missing",
                "last(respBody.a).n  | {\"a\": [1]}     | last(…).n is missing",
                "respBody[status].a  | {}; status=200    | respBody[…] is missing",
                "sum(respBody.a[status]) * 2 | {}        | status is missing, respBody.a is missing"
            })
    void namesTheFieldThatIsMissing(String expression, String sample, String detail) {
        assertThat(evaluate(expression, sample)).isEqualTo(new Failure(Reason.MISSING_FIELD, detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "respBody.a             | {\"a\": true}  | the result is true or false",
                "respBody.a ?? 1        | {\"a\": true}  | the result is true or false",
                "respBody.a ?? true     | {\"a\": null}  | the result is true or false",
                "respBody.a ?? !status  | {}             | the result is true or false",
                "respBody.a             | {\"a\": {}}    | the result is an object",
                "lastChunk              | stream [5]     | the result is an array",
                "last(respBody.a)       | {\"a\": [true]} | the result is true or false",
                "last(respBody.a)       | {\"a\": [[]]} | the result is an array",
                "last(respBody.a) * 2   | {\"a\": [{}]} | the result is no number",
                "last(respBody.a)       | {\"a\": {}}   | `last` takes an array, not an object",
                "lines(respBody.a)[0]   | {\"a\": true} | `lines` takes a text, not true or false",
                "sum(respBody.a)        | {\"a\": [{}]} | `sum` takes an array of numbers, which holds an object",
                "sum(respBody.a)        | {\"a\": [1e2000]} | `sum` takes no numbers with so large an exponent",
                "respBody.a             | {\"a\": [5]}   | the result is an array",
                "respBody.a ?? 1        | {\"a\": {}}    | the result is an object or array",
                "respBody.a * 2         | {\"a\": {}}    | the result is no number",
                "respBody.a / 0         | {\"a\": 5}     | the result is infinite",
                "0 / 0                  | {}             | the result is no number",
                "respBody.a ? null : 1  | {\"a\": 5}     | the result is no number",
                "respBody.a             | {\"a\": \"secret\"} | the result is a text of 6 characters that is no number",
                "respBody.a + 'x'       | {\"a\": 5}     | the result is a text of 2 characters that is no number",
                "respBody.a             | {\"a\": \"\"}  | the result is a text of 0 characters that is no number",
                "respBody.a * 1         | {\"a\": \"x\"} | the result is no number"
            })
    void tellsWhatTheResultIsInsteadOfANumberWithoutQuotingIt(String expression, String sample, String detail) {
        assertThat(evaluate(expression, sample)).isEqualTo(new Failure(Reason.NOT_A_NUMBER, detail));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "12.5, 12.5",
        "' 12\t', 12",
        "+5, 5",
        "1e2, 100",
        ".5, 0.5",
        "5., 5",
        "0012, 12",
        "-0, 0",
    })
    void takesATextThatIsANumberAsThatNumber(String text, BigDecimal expected) {
        String sample = "{\"a\": \"" + text.replace("\t", "\\t") + "\"}";
        assertThat(units("respBody.a", sample)).isEqualByComparingTo(expected);
        assertThat(units("respBody.a ?? 1", sample)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,5", "0x10", "1e", "--5", "5 6", "٣", "NaN", "Infinity", "1_000", "12 tokens"})
    void takesNoOtherTextAsANumber(String text) {
        assertThat(evaluate("respBody.a", "{\"a\": \"" + text + "\"}"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_A_NUMBER));
    }

    @Test
    void refusesATextOfAMillionDigitsAtOnce() {
        assertThat(evaluate("respBody.a", "{\"a\": \"" + "1".repeat(1_000_000) + "\"}"))
                .isInstanceOf(Failure.class);
    }

    @Test
    void turnsAFailureOfTheRequestIntoAResult() {
        Scope broken = new Scope() {
            @Override
            public @Nullable JsonValue at(JsonPath path) {
                throw new IllegalStateException("holds a secret");
            }

            @Override
            public Object variable(Variable variable) {
                return true;
            }
        };

        assertThat(Expression.compile("respBody.a").evaluate(broken))
                .isEqualTo(new Failure(Reason.ENGINE, "the expression failed with java.lang.IllegalStateException"));
        assertThat(Expression.compile("status + 1").evaluate(broken))
                .isEqualTo(new Failure(Reason.ENGINE, "the expression failed with java.lang.IllegalArgumentException"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respBody.o == respBody.o",
                "respBody.o === respBody.o",
                "respBody.o == respBody.p",
                "respBody.o == '[object]'",
                "respBody.o == null",
                "respBody.o === undefined",
                "respBody.o == 0",
                "respBody.o < 1",
                "respBody.o >= 0",
                "respBody.o <= respBody.o",
                "(respBody.o ?? 1) == (respBody.o || 1)",
                "!respBody.o"
            })
    void anObjectComparesWithNothing(String comparison) {
        assertThat(units(comparison + " ? 1 : 2", "{\"o\": {}, \"p\": [1]}")).isEqualByComparingTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respBody.n == respBody.m",
                "respBody.n === respBody.m",
                "respBody.n === respBody.n",
                "respBody.n === 9007199254740993",
                "respBody.n == 9007199254740993",
                "respBody.n == totalTokens",
                "respBody.n === totalTokens",
                "9007199254740993 === respBody.n",
                "respBody.n !== 5",
                "respBody.n !== 'x'",
                "respBody.n == '9007199254740992'",
                "respBody.n == ' 9007199254740992'",
                "respBody.n == 9007199254740991 + 1",
                "respBody.n != true",
                "respBody.n != 'x'",
                "respBody.n > 9007199254740000",
                "(respBody.n || 1) === (respBody.m ?? 1)",
                "respBody.n % 1000 === 992",
                "respBody.n === 9007199254740992 + 0"
            })
    void aNumberBeyondDoublesComparesAsADouble(String comparison) {
        assertThat(units(
                        comparison + " ? 1 : 2",
                        "{\"n\": 9007199254740993, \"m\": 9007199254740993}; totalTokens=9007199254740993"))
                .isEqualByComparingTo("1");
    }
}
