package io.gauger.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventStreamReaderTest {
    private static final JsonPath TOTAL_PATH = JsonPath.of("usage", "total_tokens");
    private static final JsonPath MODEL_PATH = JsonPath.of("model");

    /** Their numbers in the set of paths. */
    private static final int TOTAL = 0;

    private static final int MODEL = 1;

    @Example
    void countsEventsWithoutDone() {
        assertThat(read("data: {\"a\":1}\n\ndata: {\"a\":2}\n\ndata: [DONE]\n\n")
                        .sseEvents())
                .isEqualTo(2);
    }

    @Example
    void theLastValueOtherThanNullCounts() {
        EventStreamReader reader = read("data: {\"model\":\"m\",\"usage\":null}\n\n"
                + "data: {\"usage\":{\"total_tokens\":5}}\n\ndata: {\"usage\":null}\n\n"
                + "data: {\"usage\":{\"total_tokens\":9}}\n\ndata: {\"usage\":{\"total_tokens\":null}}\n\n");
        assertThat(reader.value(TOTAL)).isEqualTo(new JsonValue.Num(new BigDecimal(9)));
        assertThat(reader.value(MODEL)).isEqualTo(new JsonValue.Text("m"));
    }

    @Example
    void anUnfinishedLastEventIsNotDispatched() {
        assertThat(read("data: {\"usage\":{\"total_tokens\":1}}\n").value(TOTAL))
                .isNull();
        assertThat(read("data: {}\n\ndata: {}").sseEvents()).isEqualTo(1);
    }

    @Example
    void everyLineEndingOfTheStandardEndsALine() {
        for (String end : List.of("\n", "\r", "\r\n")) {
            String stream = "event: x" + end + "data: {\"usage\":" + end + "data: {\"total_tokens\":4}}" + end + end;
            assertThat(read(stream).value(TOTAL)).isEqualTo(new JsonValue.Num(new BigDecimal(4)));
        }
    }

    @Example
    void anEventWithoutDataIsNoEventAndOneWithEmptyDataIs() {
        assertThat(read("event: ping\n\n: comment\n\nid: 7\n\n").sseEvents()).isZero();
        assertThat(read("data\n\n").sseEvents()).isEqualTo(1);
        assertThat(read("data:\n\n").sseEvents()).isEqualTo(1);
    }

    @Example
    void dataThatIsNoJsonIsCountedAndPassedOver() {
        EventStreamReader reader = read("data: ping\n\ndata: {\"usage\":{\"total_tokens\":2}}\n\ndata: {\"usage\n\n");
        assertThat(reader.sseEvents()).isEqualTo(3);
        assertThat(reader.value(TOTAL)).isEqualTo(new JsonValue.Num(new BigDecimal(2)));
        assertThat(reader.isMalformed()).isFalse();
        assertThat(read("data: ping\n\n").isMalformed()).isTrue();
    }

    @Example
    void aUsageEventBehindAVeryLongLineIsNotLost() {
        String stream =
                "data: {\"text\":\"" + "x".repeat(1_000_000) + "\"}\n\ndata: {\"usage\":{\"total_tokens\":3}}\n\n";
        assertThat(read(stream).value(TOTAL)).isEqualTo(new JsonValue.Num(new BigDecimal(3)));
    }

    /** A reference written from the standard's text: split into lines, then interpret the fields. */
    @Property(tries = 3000)
    void anyStreamInAnySplitGivesTheEventsOfTheStandard(@ForAll("streams") String stream, @ForAll Random random) {
        List<String> expected = reference(stream);
        List<String> found = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        EventLines lines = new EventLines(new EventLines.Listener() {
            @Override
            public void data(byte[] bytes, int offset, int length) {
                data.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void dispatch() {
                found.add(data.toString());
                data.setLength(0);
            }
        });
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(5));
            lines.feed(bytes, at, length);
            at += length;
        }
        assertThat(found).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of(
                        "data",
                        ":",
                        " ",
                        "\n",
                        "\r",
                        "\r\n",
                        "\n\n",
                        "dat",
                        "data:",
                        "data: ",
                        "event: x",
                        "id",
                        "x",
                        "[DONE]",
                        "{}",
                        "datax:",
                        ": c",
                        "\uFEFF",
                        "  ")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    private static List<String> reference(String stream) {
        String text = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
        List<String> events = new ArrayList<>();
        StringBuilder buffer = new StringBuilder();
        String unified = text.replace("\r\n", "\n").replace('\r', '\n');
        String[] lines = unified.split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            if (line.isEmpty()) {
                if (buffer.length() > 0) {
                    events.add(new String(
                            buffer.substring(0, buffer.length() - 1).getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.ISO_8859_1));
                }
                buffer.setLength(0);
            } else if (!line.startsWith(":")) {
                int colon = line.indexOf(':');
                String field = colon < 0 ? line : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 1);
                value = value.startsWith(" ") ? value.substring(1) : value;
                if (field.equals("data")) {
                    buffer.append(value).append('\n');
                }
            }
        }
        return events;
    }

    private static EventStreamReader read(String stream) {
        EventStreamReader reader = new EventStreamReader(new PathSet(List.of(TOTAL_PATH, MODEL_PATH)));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 7) {
            reader.read(bytes, at, Math.min(7, bytes.length - at));
        }
        reader.end();
        return reader;
    }
}
