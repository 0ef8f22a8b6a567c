package io.gauger.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.extract.SimilarDocuments.Arrival;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** After each document what a reader found in all of them is what new readers, one for each, find byte by byte. */
class SimilarDocumentsPropertyTest {
    private static final PathSet PATHS = new PathSet(SimilarDocuments.PATHS);

    @Property(tries = 4000)
    void documentsOfOneStreamAreReadAsEachAlone(@ForAll long seed) {
        Documents documents = new Documents(PATHS);
        for (int body = 0; body < 2; body++) {
            Alone alone = new Alone();
            List<Arrival> arrivals = new SimilarDocuments(seed + body).some();
            for (Arrival arrival : arrivals) {
                arrival.slices().forEach(slice -> feed(documents, slice));
                if (arrival.dropped()) {
                    documents.drop();
                } else {
                    boolean wellFormed = alone.read(arrival.whole());
                    assertThat(documents.end())
                            .as("%s of %s", arrival, arrivals)
                            .isEqualTo(wellFormed);
                }
                assertThat(documents.isTooLarge())
                        .as("%s of %s", arrival, arrivals)
                        .isEqualTo(alone.tooLarge);
                assertThat(documents.isAnyJson()).isEqualTo(alone.wellFormed > 0);
                for (int slot = 0; slot < PATHS.size(); slot++) {
                    assertThat(documents.found().value(slot))
                            .as("%s in %s of %s", SimilarDocuments.PATHS.get(slot), arrival, arrivals)
                            .isEqualTo(alone.last[slot]);
                }
            }
            documents.reset();
        }
    }

    /** Amid bytes that would be read for an ending or an escape if they were looked at. */
    private static void feed(Documents documents, byte[] slice) {
        byte[] bytes = new byte[slice.length + 4];
        bytes[0] = '\\';
        bytes[1] = '"';
        bytes[bytes.length - 2] = '"';
        bytes[bytes.length - 1] = '}';
        System.arraycopy(slice, 0, bytes, 2, slice.length);
        documents.feed(bytes, 2, slice.length);
    }

    @Property(tries = 2000)
    void eventsAreReadAsEachAlone(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EventStreamReader reader = new EventStreamReader(PATHS);
        for (int body = 0; body < 2; body++) {
            Alone alone = new Alone();
            long events = 0;
            ByteArrayOutputStream earlier = new ByteArrayOutputStream();
            if (random.nextBoolean()) {
                earlier.writeBytes("\uFEFF".getBytes(UTF_8));
            }
            String lineEnd = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
            for (Arrival arrival : new SimilarDocuments(seed + body).some()) {
                if (arrival.dropped()) {
                    earlier.writeBytes(("data: [DONE]" + lineEnd + lineEnd).getBytes(UTF_8));
                    continue;
                }
                int between = random.nextInt(12);
                earlier.writeBytes(((between == 0 ? ": comment" + lineEnd : "")
                                + (between == 1 ? "event: delta" + lineEnd : "")
                                + (between == 2 ? "data" : "data: "))
                        .getBytes(UTF_8));
                if (between == 2) {
                    earlier.writeBytes((lineEnd + "data:").getBytes(UTF_8));
                }
                for (byte[] slice : arrival.slices()) {
                    earlier.writeBytes(lines(slice, lineEnd));
                    read(reader, earlier);
                }
                earlier.writeBytes((lineEnd + lineEnd).getBytes(UTF_8));
                read(reader, earlier);
                alone.read(arrival.whole());
                events++;
                assertSame(reader, alone);
                assertThat(reader.sseEvents()).isEqualTo(events);
                assertThat(reader.isMalformed()).isEqualTo(alone.wellFormed == 0);
            }
            assertThat(reader.reset()).isTrue();
        }
    }

    private static byte[] lines(byte[] data, String lineEnd) {
        return new String(data, ISO_8859_1).replace("\n", lineEnd + "data: ").getBytes(ISO_8859_1);
    }

    private static void read(BodyReader reader, ByteArrayOutputStream bytes) {
        reader.read(bytes.toByteArray(), 0, bytes.size());
        bytes.reset();
    }

    @Property(tries = 2000)
    void linesAreReadAsEachAlone(@ForAll long seed) {
        LinesReader reader = new LinesReader(PATHS);
        for (int body = 0; body < 2; body++) {
            Alone alone = new Alone();
            long lines = 0;
            for (Arrival arrival : new SimilarDocuments(seed + body).some()) {
                if (new String(arrival.whole(), UTF_8).contains("\n")) {
                    continue;
                }
                arrival.slices().forEach(slice -> reader.read(slice, 0, slice.length));
                reader.read(new byte[] {'\n'}, 0, 1);
                alone.read(arrival.whole());
                lines++;
                assertSame(reader, alone);
                assertThat(reader.documents()).isEqualTo(lines);
                assertThat(reader.isMalformed()).isEqualTo(alone.wellFormed < lines);
            }
            assertThat(reader.reset()).isTrue();
        }
    }

    private static void assertSame(BodyReader reader, Alone alone) {
        assertThat(reader.isTooLarge()).isEqualTo(alone.tooLarge);
        for (int slot = 0; slot < PATHS.size(); slot++) {
            assertThat(reader.value(slot)).isEqualTo(alone.last[slot]);
        }
    }

    /** Documents read by a new reader each. */
    private static final class Alone {
        private final JsonValue[] last = new JsonValue[PATHS.size()];
        private long wellFormed;
        private boolean tooLarge;

        boolean read(byte[] document) {
            JsonReader reader = new JsonReader(PATHS);
            for (byte b : document) {
                reader.read(new byte[] {b}, 0, 1);
            }
            reader.end();
            tooLarge |= reader.isTooLarge();
            if (reader.isMalformed()) {
                return false;
            }
            wellFormed++;
            for (int slot = 0; slot < last.length; slot++) {
                JsonValue value = reader.value(slot);
                last[slot] = value == null || value == JsonValue.Null.NULL ? last[slot] : value;
            }
            return true;
        }
    }
}
