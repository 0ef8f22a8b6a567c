package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a body where an expression needs a text as a whole. */
class KeptTextsTest {
    private static final PathSet PATHS = new PathSet(List.of(JsonPath.of("a")));

    @Test
    void aJsonBodyIsKeptWithoutItsByteOrderMarkAndReadAllTheSame() {
        BodyReader reader = json("\uFEFF{\"a\": \"é\"}", 100, 1);

        assertThat(reader.text(BodyText.WHOLE_BODY)).isEqualTo(KeptText.of("{\"a\": \"é\"}"));
        assertThat(reader.value(0)).isEqualTo(new JsonValue.Text("é"));
        assertThat(reader.text(BodyText.ALL_DATA)).isNull();
        assertThat(reader.text(BodyText.LAST_DATA)).isNull();
        assertThat(reader.reset()).isFalse();
    }

    @Test
    void aBodyOfAllBytesThatAreAllowedIsKeptAndOneOfOneMoreIsNot() {
        assertThat(json("12345678", 8, 3).text(BodyText.WHOLE_BODY)).isEqualTo(KeptText.of("12345678"));
        BodyReader beyond = json("123456789", 8, 3);

        assertThat(beyond.text(BodyText.WHOLE_BODY)).isEqualTo(KeptText.TOO_LARGE);
        assertThat(beyond.isTooLarge()).isFalse();
        assertThat(beyond.isMalformed()).isFalse();
    }

    @Test
    void whatIsNoUtf8IsReplaced() {
        KeepingReader reader = new KeepingReader(new JsonReader(PATHS), 100);
        reader.read(new byte[] {'"', (byte) 0xFF, '"'}, 0, 3);
        reader.end();

        assertThat(reader.text(BodyText.WHOLE_BODY)).isEqualTo(KeptText.of("\"\uFFFD\""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void ofAStreamTheDataOfAllEventsAndOfTheLastIsKept(int slice) {
        BodyReader reader = stream(
                ": hello\nevent: x\ndata: {\"a\": 1}\nid: 7\n\ndata: 2\r\ndata:3\r\n\r\ndata: [DONE]\n\ndata: unfinished\n",
                EnumSet.allOf(BodyText.class),
                100,
                slice);

        assertThat(reader.text(BodyText.ALL_DATA)).isEqualTo(KeptText.of("{\"a\": 1}\n2\n3"));
        assertThat(reader.text(BodyText.LAST_DATA)).isEqualTo(KeptText.of("2\n3"));
        assertThat(reader.text(BodyText.WHOLE_BODY)).isEqualTo(KeptText.of("2\n3"));
        assertThat(reader.sseEvents()).isEqualTo(2);
        assertThat(reader.value(0)).isNotNull();
        assertThat(reader.reset()).isFalse();
    }

    @Test
    void aStreamWithoutEventsHasNoTexts() {
        BodyReader reader = stream("data: [DONE]\n\ndata: unfinished", EnumSet.allOf(BodyText.class), 100, 7);

        assertThat(reader.text(BodyText.ALL_DATA)).isNull();
        assertThat(reader.text(BodyText.LAST_DATA)).isNull();
    }

    @Test
    void onlyWhatIsAskedForIsKept() {
        BodyReader last = stream("data: 1\n\n", EnumSet.of(BodyText.LAST_DATA), 100, 7);
        assertThat(last.text(BodyText.ALL_DATA)).isNull();
        assertThat(last.text(BodyText.LAST_DATA)).isEqualTo(KeptText.of("1"));

        BodyReader all = stream("data: 1\n\n", EnumSet.of(BodyText.ALL_DATA), 100, 7);
        assertThat(all.text(BodyText.ALL_DATA)).isEqualTo(KeptText.of("1"));
        assertThat(all.text(BodyText.LAST_DATA)).isNull();

        assertThat(new EventStreamReader(PATHS).text(BodyText.LAST_DATA)).isNull();
        assertThat(new EventStreamReader(PATHS).reset()).isTrue();
    }

    @Test
    void aLongEventIsForgottenWithTheNextOneButNotInAllOfThem() {
        String longEvent = "data: " + "x".repeat(50) + "\n\n";
        Set<BodyText> both = EnumSet.of(BodyText.ALL_DATA, BodyText.LAST_DATA);

        BodyReader before = stream(longEvent + "data: 1\n\n", both, 20, 9);
        assertThat(before.text(BodyText.ALL_DATA)).isEqualTo(KeptText.TOO_LARGE);
        assertThat(before.text(BodyText.LAST_DATA)).isEqualTo(KeptText.of("1"));

        BodyReader behind = stream("data: 1\n\n" + longEvent + "data: [DONE]\n\n", both, 20, 9);
        assertThat(behind.text(BodyText.LAST_DATA)).isEqualTo(KeptText.TOO_LARGE);
        assertThat(behind.isTooLarge()).isFalse();
    }

    @Test
    void allEventsTogetherHaveOneBound() {
        Set<BodyText> all = EnumSet.of(BodyText.ALL_DATA);

        assertThat(stream("data: 1234\n\ndata: 567\n\n", all, 8, 5).text(BodyText.ALL_DATA))
                .isEqualTo(KeptText.of("1234\n567"));
        assertThat(stream("data: 1234\n\ndata: 5678\n\n", all, 8, 5).text(BodyText.ALL_DATA))
                .isEqualTo(KeptText.TOO_LARGE);
    }

    @Test
    void aCodedBodyIsKeptAsWhatItHolds() throws Exception {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write("{\"a\": 5}".getBytes(UTF_8));
        }
        BodyReader reader = CodedReader.of("gzip", new KeepingReader(new JsonReader(PATHS), 100));
        reader.read(coded.toByteArray(), 0, coded.size());
        reader.end();

        assertThat(reader.text(BodyText.WHOLE_BODY)).isEqualTo(KeptText.of("{\"a\": 5}"));

        BodyReader broken = CodedReader.of("gzip", new KeepingReader(new JsonReader(PATHS), 100));
        broken.read("{\"a\": 5}".getBytes(UTF_8), 0, 8);
        broken.end();
        assertThat(broken.text(BodyText.WHOLE_BODY)).isNull();
    }

    @Property
    void eventsInAnySplitAreKeptAsTheyAre(
            @ForAll("data") List<String> data, @ForAll @IntRange(min = 1, max = 20) int slice) {
        StringBuilder stream = new StringBuilder();
        data.forEach(event -> stream.append("data:").append(event).append("\n\n"));

        BodyReader reader = stream(stream.toString(), EnumSet.allOf(BodyText.class), 10_000, slice);

        if (data.isEmpty()) {
            assertThat(reader.text(BodyText.ALL_DATA)).isNull();
        } else {
            assertThat(reader.text(BodyText.ALL_DATA)).isEqualTo(KeptText.of(String.join("\n", data)));
            assertThat(reader.text(BodyText.LAST_DATA)).isEqualTo(KeptText.of(data.get(data.size() - 1)));
        }
    }

    @Provide
    Arbitrary<List<String>> data() {
        return Arbitraries.strings()
                .withChars("ab{}:\"é€]")
                .ofMaxLength(30)
                .list()
                .ofMaxSize(6);
    }

    private static BodyReader json(String body, int most, int slice) {
        return fed(new KeepingReader(new JsonReader(PATHS), most), body, slice);
    }

    private static BodyReader stream(String body, Set<BodyText> texts, int most, int slice) {
        return fed(new EventStreamReader(PATHS, new KeptEvents(texts, most)), body, slice);
    }

    private static BodyReader fed(BodyReader reader, String body, int slice) {
        byte[] bytes = body.getBytes(UTF_8);
        byte[] reused = new byte[slice];
        for (int at = 0; at < bytes.length; at += slice) {
            int length = Math.min(slice, bytes.length - at);
            System.arraycopy(bytes, at, reused, 0, length);
            reader.read(reused, 0, length);
        }
        reader.end();
        return reader;
    }
}
