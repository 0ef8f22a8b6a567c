package io.gauger.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final JsonPath TOTAL_PATH = JsonPath.of("usage", "total_tokens");
    private static final JsonPath SECOND_ROLE_PATH =
            new JsonPath(List.of(new Member("choices"), new Element(1), new Member("role")));

    /** Their numbers in the set of paths. */
    private static final int TOTAL = 0;

    private static final int SECOND_ROLE = 1;

    @Test
    void findsAValueInAnObjectAndInAnArray() {
        JsonReader reader = read("{\"choices\":[{\"role\":\"a\"},{\"role\":\"b\"}],\"usage\":{\"total_tokens\":42}}");
        assertThat(reader.value(TOTAL)).isEqualTo(number("42"));
        assertThat(reader.value(SECOND_ROLE)).isEqualTo(new JsonValue.Text("b"));
    }

    @Test
    void ofANameThatStandsTwiceTheLastCountsWithAllThatItHolds() {
        assertThat(read("{\"usage\":{\"total_tokens\":1},\"usage\":{\"total_tokens\":2}}")
                        .value(TOTAL))
                .isEqualTo(number("2"));
        assertThat(read("{\"usage\":{\"total_tokens\":1},\"usage\":{\"other\":2}}")
                        .value(TOTAL))
                .isNull();
        assertThat(read("{\"usage\":{\"total_tokens\":1},\"usage\":null}").value(TOTAL))
                .isNull();
    }

    @Test
    void aNumberThatWasCutShortIsNone() {
        PathSet document = new PathSet(List.of(new JsonPath(List.of())));
        JsonReader cut = new JsonReader(document);
        cut.read(new byte[] {'1', '2'}, 0, 2);
        cut.cut();
        assertThat(cut.value(0)).isNull();
        JsonReader whole = new JsonReader(document);
        whole.read(new byte[] {'1', '2'}, 0, 2);
        whole.end();
        whole.cut();
        assertThat(whole.value(0)).isEqualTo(number("12"));
    }

    @Test
    void anotherNameIsNotTakenForTheEmptyOne() {
        for (String document : List.of("{\"x\" :1}", "{\"a\":{\"\\u0061\":1},\"x\" : 2}")) {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            JsonReader reader = new JsonReader(new PathSet(List.of(JsonPath.of(""))));
            for (byte b : bytes) {
                reader.read(new byte[] {b}, 0, 1);
            }
            reader.end();
            assertThat(reader.value(0)).as(document).isNull();
        }
    }

    @Test
    void looksAlikeInsideAStringIsNoValue() {
        assertThat(read("{\"text\":\"{\\\"usage\\\":{\\\"total_tokens\\\":7}}\"}")
                        .value(TOTAL))
                .isNull();
    }

    @Test
    void aNumberKeepsEveryDigit() {
        assertThat(read("{\"usage\":{\"total_tokens\":90071992547409931234567890.10}}")
                        .value(TOTAL))
                .isEqualTo(number("90071992547409931234567890.10"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheDocument() {
        assertThat(read("\uFEFF{\"usage\":{\"total_tokens\":3}}").value(TOTAL)).isEqualTo(number("3"));
    }

    @Test
    void aDocumentOfHundredThousandOpenBracketsIsMalformedAndNothingElse() {
        assertThat(read("[".repeat(100_000)).isMalformed()).isTrue();
    }

    @Test
    void anEnormousNumberOrStringIsToldAndNotKept() {
        JsonReader digits = read("{\"usage\":{\"total_tokens\":" + "9".repeat(5000) + "}}");
        assertThat(digits.value(TOTAL)).isNull();
        assertThat(digits.isTooLarge()).isTrue();
        JsonReader text = read("{\"usage\":{\"total_tokens\":\"" + "x".repeat(70_000) + "\"}}");
        assertThat(text.value(TOTAL)).isNull();
        assertThat(text.isTooLarge()).isTrue();
        assertThat(text.isMalformed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\" 1}",
                "01",
                "1.",
                ".5",
                "1e",
                "+1",
                "-",
                "tru",
                "nul",
                "truex",
                "\"abc",
                "[1}",
                "{\"a\":1]",
                "1 2",
                "'a'",
                "NaN",
                "Infinity",
                "[1]]",
                "\uFEFF",
                "//x\n1"
            })
    void whatIsNoJsonIsMalformed(String document) {
        assertThat(read(document).isMalformed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"usage\":{\"total_tokens\":01}",
                "\"usage\":{\"total_tokens\":\"\\x\"}",
                "\"usage\":{\"total_tokens\":\"\\u12g4\"}",
                "\"usage\":{\"total_tokens\":\"a\tb\"}",
                "\"usage\":{\"total_tokens\" 1}",
                "\"usage\":{\"total_tokens\":1,}",
                "\"us\tage\":1",
                "\"us\\xage\":1",
                "\"other\":tru",
                "\"other\":1.",
                "\"other\":[1}",
                "\"other\":[[]",
                "\"other\":\"a",
                "\"choices\":[1 2]"
            })
    void onTheWayToWhatIsLookedForEveryByteIsJudged(String members) {
        assertThat(read("{" + members + "}").isMalformed()).isTrue();
    }

    /** An application's client has accepted it, and a meter need not be stricter about what it does not read. */
    @ParameterizedTest
    @ValueSource(strings = {"[1,]", "[1 2]", "{\"a\"}", "[\"\\x\"]", "[\"a\tb\"]", "[01, tru]"})
    void elsewhereOnlyTheStructureIsJudged(String value) {
        JsonReader reader = read("{\"other\":" + value + ",\"usage\":{\"total_tokens\":5}}");
        assertThat(reader.isMalformed()).isFalse();
        assertThat(reader.value(TOTAL)).isEqualTo(number("5"));
    }

    private static JsonReader read(String document) {
        JsonReader reader = new JsonReader(new PathSet(List.of(TOTAL_PATH, SECOND_ROLE_PATH)));
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            reader.read(new byte[] {b}, 0, 1);
        }
        reader.end();
        return reader;
    }

    private static JsonValue number(String digits) {
        return new JsonValue.Num(new BigDecimal(digits));
    }
}
