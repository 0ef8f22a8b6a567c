package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies of JSON documents, one a line. */
class LinesReaderTest {
    private static final PathSet PATHS = new PathSet(List.of(JsonPath.of("a"), JsonPath.of("b", "c")));

    @Test
    void theLastValueOtherThanNullCounts() {
        LinesReader reader = whole("{\"a\":1}\n{\"a\":2,\"b\":{\"c\":\"x\"}}\n{\"a\":null,\"b\":null}\n");
        assertThat(reader.value(0)).isEqualTo(number(2));
        assertThat(reader.value(1)).isEqualTo(new JsonValue.Text("x"));
        assertThat(reader.documents()).isEqualTo(3);
        assertThat(reader.isMalformed()).isFalse();
    }

    @Test
    void linesAreAStreamButNoEvents() {
        LinesReader reader = whole("{}\n");
        assertThat(reader.isStream()).isTrue();
        assertThat(reader.isEventStream()).isFalse();
        assertThat(reader.sseEvents()).isZero();
    }

    @Test
    void theLastLineNeedsNoEndOfLine() {
        LinesReader reader = whole("{\"a\":1}\n{\"a\":2}");
        assertThat(reader.value(0)).isEqualTo(number(2));
        assertThat(reader.documents()).isEqualTo(2);
    }

    @Test
    void aLineThatWasCutShortIsNoDocument() {
        LinesReader reader = fed("{\"a\":1}\n{\"a\":2}");
        reader.cut();
        reader.end();
        assertThat(reader.value(0)).isEqualTo(number(1));
        assertThat(reader.documents()).isEqualTo(1);
        assertThat(reader.isMalformed()).isFalse();
    }

    @Test
    void emptyLinesCarriageReturnsAndAByteOrderMarkArePassedOver() {
        LinesReader reader = whole("\uFEFF\n\r\n{\"a\":1}\r\n \t\r\n{\"a\":3}\r\n\n");
        assertThat(reader.value(0)).isEqualTo(number(3));
        assertThat(reader.documents()).isEqualTo(2);
        assertThat(reader.isMalformed()).isFalse();
    }

    @Test
    void aLineThatIsNoJsonIsToldAndTellsNothing() {
        LinesReader reader = whole("{\"a\":1}\n{\"a\":2\n{\"b\":{\"c\":5}}\n");
        assertThat(reader.isMalformed()).isTrue();
        assertThat(reader.value(0)).isEqualTo(number(1));
        assertThat(reader.value(1)).isEqualTo(number(5));
        assertThat(reader.documents()).isEqualTo(3);
    }

    @Test
    void aBodyWithoutDocumentsIsMalformed() {
        assertThat(whole("").isMalformed()).isTrue();
        assertThat(whole("\n\n").isMalformed()).isTrue();
    }

    @Test
    void aValueThatIsTooLongIsTold() {
        LinesReader reader = whole("{\"a\":\"" + "x".repeat(100_000) + "\"}\n{\"a\":2}\n");
        assertThat(reader.isTooLarge()).isTrue();
        assertThat(reader.value(0)).isEqualTo(number(2));
    }

    @Test
    void whereTheBodyIsSplitMakesNoDifference() {
        byte[] body = "\uFEFF{\"a\":1}\r\n\n{\"a\":\"é😀\"}\n{\"b\":{\"c\":7}}".getBytes(UTF_8);
        for (int at = 0; at <= body.length; at++) {
            LinesReader reader = new LinesReader(PATHS);
            reader.read(body, 0, at);
            reader.read(body, at, body.length - at);
            reader.end();
            assertThat(reader.value(0)).as("split at %d", at).isEqualTo(new JsonValue.Text("é😀"));
            assertThat(reader.value(1)).as("split at %d", at).isEqualTo(number(7));
            assertThat(reader.documents()).as("split at %d", at).isEqualTo(3);
        }
    }

    @Test
    void aReaderThatIsResetIsAsNew() {
        LinesReader reader = whole("\uFEFF{\"a\":1}\nno JSON\n{\"b\":");
        assertThat(reader.reset()).isTrue();
        assertThat(reader.value(0)).isNull();
        assertThat(reader.documents()).isZero();
        byte[] next = "\uFEFF{\"a\":7}".getBytes(UTF_8);
        reader.read(next, 0, next.length);
        reader.end();
        assertThat(reader.count(0)).isEqualTo(7);
        assertThat(reader.count(1)).isEqualTo(-1);
        assertThat(reader.isMalformed()).isFalse();
        assertThat(reader.documents()).isEqualTo(1);
    }

    private static LinesReader whole(String body) {
        LinesReader reader = fed(body);
        reader.end();
        return reader;
    }

    private static LinesReader fed(String body) {
        LinesReader reader = new LinesReader(PATHS);
        byte[] bytes = body.getBytes(UTF_8);
        reader.read(bytes, 0, bytes.length);
        return reader;
    }

    private static JsonValue number(int value) {
        return new JsonValue.Num(BigDecimal.valueOf(value));
    }
}
