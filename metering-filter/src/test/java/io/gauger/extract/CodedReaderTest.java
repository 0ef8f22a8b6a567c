package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodedReaderTest {
    private static final JsonPath TOTAL_PATH = JsonPath.of("usage", "total_tokens");

    /** Their numbers in the set of paths. */
    private static final int TOTAL = 0;

    private static final JsonValue FOUR = new JsonValue.Num(new BigDecimal(4));
    private static final byte[] DOCUMENT = ("{\"usage\":{\"total_tokens\":4},\"text\":\"" + "ab".repeat(500)
                    + "\",\"after\":[1,2,3]}")
            .getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, br", "br, gzip", "gzip;q=1", "gzip gzip", "gzip\u0000"})
    void aCodingThatIsNotKnownIsNotGuessed(String coding) {
        assertThat(CodedReader.of(coding, json())).isNull();
        assertThat(CodedReader.isCoded(coding)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "identity", " IDENTITY , ", ","})
    void whatIsNotCodedIsReadAsItIs(String coding) {
        JsonReader plain = json();
        assertThat(CodedReader.of(coding, plain)).isSameAs(plain);
        assertThat(CodedReader.of(null, plain)).isSameAs(plain);
        assertThat(CodedReader.isCoded(coding)).isFalse();
    }

    @Test
    void nobodyCodesMoreThanThreeTimes() {
        assertThat(CodedReader.of("gzip, gzip, gzip", json())).isNotNull();
        assertThat(CodedReader.of("gzip, gzip, gzip, gzip", json())).isNull();
        assertThat(CodedReader.of("gzip,".repeat(10_000), json())).isNull();
    }

    @Test
    void ofSeveralCodingsTheLastWasAppliedLast() {
        byte[] body = Coded.GZIP.of(Coded.ZLIB.of(DOCUMENT));
        assertThat(read("deflate, gzip", body).value(TOTAL)).isEqualTo(FOUR);
        assertThat(read("gzip, deflate", body).isUnreadable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Coded.class)
    void aBodyThatEndsTooEarlyIsFlaggedAndWhatWasSeenCounts(Coded coded) {
        byte[] body = coded.of(DOCUMENT);
        int whole = coded == Coded.GZIP_IN_THREE_MEMBERS ? body.length - 5 : body.length;
        boolean seen = false;
        for (int length = 1; length < whole; length++) {
            BodyReader reader = read(coded.contentEncoding(), Coded.slice(body, 0, length));
            boolean betweenMembers = !reader.isUnreadable();
            assertThat(betweenMembers && coded != Coded.GZIP_IN_THREE_MEMBERS).isFalse();
            assertThat(reader.isMalformed()).isEqualTo(betweenMembers);
            seen |= FOUR.equals(reader.value(TOTAL));
        }
        assertThat(seen).isTrue();
        assertThat(read(coded.contentEncoding(), Coded.slice(body, 0, whole)).isUnreadable())
                .isFalse();
    }

    @Test
    void aBodyThatTheClientDidNotWaitForIsNotBlamedOnItsCoding() {
        byte[] body = Coded.GZIP.of(DOCUMENT);
        BodyReader reader = CodedReader.of("gzip", json());
        reader.read(body, 0, body.length - 9);
        reader.cut();
        assertThat(reader.isUnreadable()).isFalse();
        assertThat(reader.value(TOTAL)).isEqualTo(FOUR);
    }

    @Test
    void whatComesBehindTheEndIsNotReadAndHarmsNobody() {
        byte[] body = Coded.GZIP.of(DOCUMENT);
        for (boolean whole : new boolean[] {true, false}) {
            BodyReader reader = CodedReader.of("gzip", json());
            reader.read(body, 0, 5);
            if (whole) {
                reader.end();
            }
            reader.cut();
            reader.end();
            reader.read(body, 5, body.length - 5);
            assertThat(reader.value(TOTAL)).isNull();
            assertThat(reader.isUnreadable()).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, -8, -7, -6, -5, -4, -3, -2, -1})
    void ofABrokenMemberNothingCounts(int at) {
        byte[] body = Coded.GZIP.of(DOCUMENT);
        body[at < 0 ? body.length + at : at] ^= (byte) 0x80;
        BodyReader reader = read("gzip", body);
        assertThat(reader.isUnreadable()).isTrue();
        assertThat(reader.value(TOTAL)).isNull();
        assertThat(reader.isMalformed()).isFalse();
    }

    @Test
    void theChecksumOfAHeaderIsChecked() {
        byte[] body = Coded.GZIP_WITH_EVERY_FIELD.of(DOCUMENT);
        body[5] ^= 1;
        assertThat(read("gzip", body).isUnreadable()).isTrue();
    }

    @Test
    void theChecksumOfZlibIsChecked() {
        byte[] body = Coded.ZLIB.of(DOCUMENT);
        body[body.length - 1] ^= 1;
        assertThat(read("deflate", body).isUnreadable()).isTrue();
    }

    @Test
    void aDictionaryThatNobodyHasIsFlagged() {
        Deflater deflater = new Deflater();
        deflater.setDictionary("total_tokens".getBytes(UTF_8));
        deflater.setInput(DOCUMENT);
        deflater.finish();
        byte[] body = new byte[2000];
        int length = deflater.deflate(body);
        deflater.end();
        assertThat(read("deflate", Coded.slice(body, 0, length)).isUnreadable()).isTrue();
    }

    @Test
    void whatStandsBehindAChecksumIsPassedOverAndOtherwiseItIsFlagged() {
        byte[] more = {1, 2, 3};
        assertThat(read("gzip", Coded.join(Coded.GZIP.of(DOCUMENT), more)).value(TOTAL))
                .isEqualTo(FOUR);
        assertThat(read("deflate", Coded.join(Coded.ZLIB.of(DOCUMENT), more)).value(TOTAL))
                .isEqualTo(FOUR);
        assertThat(read("deflate", Coded.join(Coded.BARE.of(DOCUMENT), more)).isUnreadable())
                .isTrue();
    }

    @Test
    void aBrokenSecondMemberIsNotPassedOver() {
        byte[] second = Coded.GZIP.of(DOCUMENT);
        second[15] ^= 0x55;
        BodyReader reader = read("gzip", Coded.join(Coded.GZIP.of(DOCUMENT), second));
        assertThat(reader.isUnreadable()).isTrue();
    }

    @Test
    void plainTextThatIsSaidToBeCodedIsFlagged() {
        for (String coding : List.of("gzip", "deflate", "gzip, deflate")) {
            assertThat(read(coding, DOCUMENT).isUnreadable()).as(coding).isTrue();
        }
    }

    @Test
    void anEventIsReadAsSoonAsItIsFlushed() throws IOException {
        EventStreamReader events = new EventStreamReader(new PathSet(List.of(TOTAL_PATH)));
        BodyReader reader = CodedReader.of("gzip", events);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        GZIPOutputStream out = new GZIPOutputStream(written, true);
        for (int i = 1; i <= 20; i++) {
            out.write(("data: {\"usage\":{\"total_tokens\":" + i + "}}\n\n").getBytes(UTF_8));
            out.flush();
            reader.read(written.toByteArray(), 0, written.size());
            written.reset();
            assertThat(reader.sseEvents()).isEqualTo(i);
            assertThat(reader.value(TOTAL)).isEqualTo(new JsonValue.Num(new BigDecimal(i)));
        }
        assertThat(reader.isEventStream()).isTrue();
        out.close();
        reader.read(written.toByteArray(), 0, written.size());
        reader.end();
        assertThat(reader.isUnreadable()).isFalse();
    }

    @Test
    void aBodyThatGrowsBeyondMeasureIsReadOnlyToTheBound() {
        byte[] bomb = Coded.GZIP.of(new byte[100 * 1024 * 1024]);
        Collected collected = new Collected();
        BodyReader reader = CodedReader.of("gzip", collected);
        for (int at = 0; at < bomb.length; at += 1000) {
            reader.read(bomb, at, Math.min(1000, bomb.length - at));
        }
        reader.end();
        assertThat(collected.length()).isBetween((long) Expansion.FREE, Expansion.FREE + 100L * bomb.length);
        assertThat(reader.isTooLarge()).isTrue();
        assertThat(reader.isUnreadable()).isFalse();
        assertThat(reader.isMalformed()).isFalse();
    }

    @Test
    void theBoundHoldsForAllCodingsTogether() {
        byte[] once = Coded.GZIP.of(new byte[100 * 1024 * 1024]);
        byte[] bomb = Coded.GZIP.of(once);
        assertThat(bomb.length).isLessThan(1000);
        Collected collected = new Collected();
        BodyReader reader = CodedReader.of("gzip, gzip", collected);
        reader.read(bomb, 0, bomb.length);
        reader.end();
        assertThat(collected.length()).isLessThanOrEqualTo(Expansion.FREE + 100L * bomb.length);
        assertThat(reader.isTooLarge()).isTrue();
    }

    @Test
    void aVeryRegularDocumentIsRead() {
        String element = "{\"id\":1,\"name\":null,\"tags\":[]},";
        String document = "{\"data\":[" + element.repeat(500_000) + "0],\"usage\":{\"total_tokens\":4}}";
        BodyReader reader = read("gzip", Coded.GZIP.of(document.getBytes(UTF_8)));
        assertThat(reader.isTooLarge()).isFalse();
        assertThat(reader.value(TOTAL)).isEqualTo(FOUR);
    }

    @Test
    void aReaderMayBeEndedByAnotherThreadWhileItReads() throws Exception {
        byte[] body = Coded.GZIP.of(DOCUMENT);
        for (int i = 0; i < 200; i++) {
            BodyReader reader = CodedReader.of("gzip", json());
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
                for (int at = 0; at < body.length; at++) {
                    reader.read(body, at, 1);
                }
            });
            reader.cut();
            reading.get(10, TimeUnit.SECONDS);
            assertThat(reader.isUnreadable()).isFalse();
        }
    }

    private static JsonReader json() {
        return new JsonReader(new PathSet(List.of(TOTAL_PATH)));
    }

    private static BodyReader read(String coding, byte[] body) {
        BodyReader reader = CodedReader.of(coding, json());
        reader.read(body, 0, body.length);
        reader.end();
        return reader;
    }
}
