package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is coded, however it is split, is read as if it were not coded; whatever is broken is flagged. */
class CodedReaderPropertyTest {
    private final JsonReaderPropertyTest json = new JsonReaderPropertyTest();

    @Property(tries = 1000)
    void anyDocumentInAnyCodingAndSplitGivesWhatItGivesUncoded(
            @ForAll("documents") String document,
            @ForAll("paths") List<JsonPath> wanted,
            @ForAll Coded coded,
            @ForAll Random random) {
        byte[] bytes = document.getBytes(UTF_8);
        PathSet paths = new PathSet(wanted);
        JsonReader plain = new JsonReader(paths);
        plain.read(bytes, 0, bytes.length);
        plain.end();
        BodyReader reader = CodedReader.of(coded.contentEncoding(), new JsonReader(paths));
        feed(reader, coded.of(bytes), random);
        reader.end();
        assertThat(reader.isUnreadable()).isFalse();
        assertThat(reader.isMalformed()).isEqualTo(plain.isMalformed());
        for (JsonPath path : wanted) {
            assertThat(reader.value(paths.slot(path))).isEqualTo(plain.value(paths.slot(path)));
        }
    }

    @Property(tries = 200)
    void anyBytesComeOutAsTheyWentIn(
            @ForAll @Size(max = 300) byte[] part,
            @ForAll @IntRange(min = 1, max = 400) int times,
            @ForAll Coded coded,
            @ForAll Random random) {
        byte[] plain = repeated(part, times);
        Collected collected = new Collected();
        BodyReader reader = CodedReader.of(coded.contentEncoding(), collected);
        feed(reader, coded.of(plain), random);
        reader.end();
        assertThat(reader.isUnreadable()).isFalse();
        assertThat(collected.bytes()).isEqualTo(plain);
        assertThat(collected.isComplete()).isTrue();
    }

    /** Of the coding deflate only what a checksum covers: without one, a change may make another right body. */
    @Property(tries = 1000)
    void aBrokenBodyIsFlaggedUnlessItsContentIsTheSame(
            @ForAll @Size(min = 1, max = 300) byte[] part,
            @ForAll @IntRange(min = 1, max = 40) int times,
            @ForAll Coded coded,
            @ForAll @Size(min = 1, max = 3) List<Mutation> mutations,
            @ForAll Random random) {
        byte[] plain = repeated(part, times);
        byte[] mutated = coded.of(plain);
        for (Mutation mutation : mutations) {
            mutated = mutation.of(mutated, random);
        }
        Collected collected = new Collected();
        BodyReader reader = CodedReader.of(coded.contentEncoding(), collected);
        feed(reader, mutated, random);
        reader.end();
        boolean checked = coded == Coded.GZIP || coded == Coded.GZIP_WITH_EVERY_FIELD || coded == Coded.TWICE;
        if (checked && !reader.isUnreadable()) {
            assertThat(collected.bytes()).isEqualTo(plain);
        }
    }

    /** How a body is broken. */
    enum Mutation {
        CHANGED {
            @Override
            byte[] of(byte[] bytes, Random random) {
                byte[] mutated = bytes.clone();
                mutated[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                return mutated;
            }
        },
        CUT {
            @Override
            byte[] of(byte[] bytes, Random random) {
                return Coded.slice(bytes, 0, 1 + random.nextInt(bytes.length));
            }
        },
        REPEATED {
            @Override
            byte[] of(byte[] bytes, Random random) {
                int at = random.nextInt(bytes.length);
                return Coded.join(Coded.slice(bytes, 0, at), Coded.slice(bytes, at / 2, bytes.length));
            }
        },
        WITHOUT_SOME {
            @Override
            byte[] of(byte[] bytes, Random random) {
                int at = random.nextInt(bytes.length);
                int to = at + random.nextInt(bytes.length - at);
                return Coded.join(Coded.slice(bytes, 0, at), Coded.slice(bytes, to, bytes.length));
            }
        };

        abstract byte[] of(byte[] bytes, Random random);
    }

    private static byte[] repeated(byte[] part, int times) {
        byte[] bytes = new byte[part.length * times];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = part[i % part.length];
        }
        return bytes;
    }

    private static void feed(BodyReader reader, byte[] bytes, Random random) {
        int longest = random.nextBoolean() ? 3 : 3000;
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(longest));
            byte[] slice = new byte[length + 4];
            System.arraycopy(bytes, at, slice, 2, length);
            reader.read(slice, 2, length);
            at += length;
        }
    }

    @Provide
    Arbitrary<String> documents() {
        return json.documents();
    }

    @Provide
    Arbitrary<List<JsonPath>> paths() {
        return json.paths();
    }
}
