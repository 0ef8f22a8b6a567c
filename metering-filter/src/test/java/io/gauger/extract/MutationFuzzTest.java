package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Mutations of valid documents and streams: whatever comes, nothing throws or hangs, every split and every reader, new or
 * lent before, gives the same, what a strict parser accepts has its values, and memory stays bounded. The long run is
 * described in {@code CONTRIBUTING.md}.
 */
class MutationFuzzTest {
    private static final long SEED = Long.getLong("gauger.fuzz.seed", 20_240_229);
    private static final long MUTATIONS = Long.getLong("gauger.fuzz.mutations", 40_000);

    /** Each goes its own way by the seed, so that a run can be repeated. */
    private static final int WORKERS = 2;

    private static final long PROGRESS = 500_000;

    /** What a read may allocate: so much once, and so much for each byte, mostly for the values that streams hold. */
    private static final long MOST_ONCE = 64 * 1024;

    private static final long MOST_PER_BYTE = 200;

    private static final List<List<JsonPath>> WANTED = List.of(
            List.of(
                    JsonPath.of("model"),
                    JsonPath.of("type"),
                    JsonPath.of("usage"),
                    JsonPath.of("usage", "total_tokens"),
                    JsonPath.of("usage", "prompt_tokens"),
                    JsonPath.of("usage", "input_tokens"),
                    JsonPath.of("usage", "prompt_tokens_details", "cached_tokens"),
                    JsonPath.of("message", "usage", "input_tokens"),
                    JsonPath.of("response", "usage", "total_tokens"),
                    JsonPath.of("usageMetadata", "totalTokenCount")),
            List.of(JsonPath.of("a"), JsonPath.of("a", "b"), JsonPath.of("é"), JsonPath.of("x"), JsonPath.of("id")),
            List.of(
                    new JsonPath(List.of()),
                    new JsonPath(List.of(new Element(0))),
                    new JsonPath(List.of(new Element(1), new Member("a"))),
                    new JsonPath(List.of(new Element(2), new Element(0)))),
            List.of(new JsonPath(List.of(new Member("choices"), new Element(0), new Member("index")))),
            List.of(JsonPath.of(""), JsonPath.of("a", "")),
            List.of(JsonPath.of("end")));

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void mutationsAreReadAlikeByEveryReaderInEverySplit() throws IOException {
        List<byte[]> small = FuzzSeeds.small();
        List<byte[]> large = FuzzSeeds.large();
        long accepted = IntStream.range(0, WORKERS)
                .parallel()
                .mapToLong(worker -> new Worker(small, large, worker).run(MUTATIONS / WORKERS))
                .sum();
        assertThat(accepted).as("documents that a strict parser accepts").isGreaterThan(MUTATIONS / 50);
    }

    private static final class Worker {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final List<byte[]> small;
        private final List<byte[]> large;
        private final int number;
        private final SplittableRandom random;
        private final List<PathSet> sets = WANTED.stream().map(PathSet::new).toList();
        private final List<List<BodyReader>> reused = new ArrayList<>();
        private byte[] before = {};

        Worker(List<byte[]> small, List<byte[]> large, int number) {
            this.small = small;
            this.large = large;
            this.number = number;
            this.random = new SplittableRandom(SEED + number);
            for (PathSet set : sets) {
                reused.add(List.of(new JsonReader(set), new EventStreamReader(set), new LinesReader(set)));
            }
        }

        long run(long mutations) {
            long accepted = 0;
            for (long i = 0; i < mutations; i++) {
                List<byte[]> seeds = random.nextInt(100) == 0 ? large : small;
                byte[] bytes = Mutation.of(any(seeds), any(small), random);
                try {
                    accepted += tryOut(bytes) ? 1 : 0;
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(
                            "mutation %d of worker %d, seed %d: %s, before it %s"
                                    .formatted(i, number, SEED, hex(bytes), hex(before)),
                            e);
                }
                before = bytes;
                if ((i + 1) % PROGRESS == 0) {
                    System.out.printf("worker %d: %d mutations, %d valid documents%n", number, i + 1, accepted);
                }
            }
            return accepted;
        }

        private boolean tryOut(byte[] bytes) {
            int set = random.nextInt(sets.size());
            boolean events = new String(bytes, 0, Math.min(bytes.length, 40), UTF_8).contains("data");
            int kind = random.nextInt(8) == 0 ? random.nextInt(3) : events ? 1 : random.nextInt(4) == 0 ? 2 : 0;
            BodyReader lent = reused.get(set).get(kind);
            assertThat(lent.reset()).isTrue();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            read(lent, bytes, 0);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated - 2L * bytes.length;
            if (allocated > MOST_ONCE + MOST_PER_BYTE * bytes.length) {
                throw new AssertionError(allocated + " bytes allocated for " + bytes.length);
            }
            BodyReader fresh = fresh(kind, sets.get(set));
            read(fresh, bytes, 1 + random.nextInt(random.nextBoolean() ? 5 : 600));
            same(lent, fresh, WANTED.get(set).size());
            return switch (kind) {
                case 0 -> Reference.check(lent, bytes, WANTED.get(set));
                case 1 -> alone(lent, Reference.events(bytes), set);
                default -> alone(lent, Reference.lines(bytes), set);
            };
        }

        /** Each document of a stream, read on its own, gives what the stream gives. */
        private boolean alone(BodyReader stream, List<byte[]> documents, int set) {
            PathSet paths = sets.get(set);
            JsonValue[] last = new JsonValue[WANTED.get(set).size()];
            long wellFormed = 0;
            for (byte[] document : documents) {
                JsonReader reader = new JsonReader(paths);
                // inside a stream a byte order mark is none
                reader.read(new byte[] {' '}, 0, 1);
                reader.read(document, 0, document.length);
                reader.end();
                if (!reader.isMalformed()) {
                    wellFormed++;
                    for (int slot = 0; slot < last.length; slot++) {
                        JsonValue value = reader.value(slot);
                        last[slot] = value == null || value == JsonValue.Null.NULL ? last[slot] : value;
                    }
                }
            }
            boolean events = stream.isEventStream();
            equal((long) documents.size(), events ? stream.sseEvents() : stream.documents(), "documents");
            equal(
                    wellFormed < (events ? Math.min(1, documents.size()) : documents.size()) || documents.isEmpty(),
                    stream.isMalformed(),
                    "malformed");
            for (int slot = 0; slot < last.length; slot++) {
                equal(last[slot], stream.value(slot), "value " + slot);
            }
            return false;
        }

        private static BodyReader fresh(int kind, PathSet paths) {
            return switch (kind) {
                case 0 -> new JsonReader(paths);
                case 1 -> new EventStreamReader(paths);
                default -> new LinesReader(paths);
            };
        }

        /** In slices of this length at most, amid other bytes; whole or in a few slices if it is 0. */
        private void read(BodyReader reader, byte[] bytes, int longest) {
            int most = longest > 0 ? longest : 1 + random.nextInt(2 * bytes.length + 1);
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(most));
                int margin = random.nextInt(4);
                byte[] slice = new byte[length + 2 * margin];
                slice[0] = '"';
                slice[slice.length - 1] = '"';
                System.arraycopy(bytes, at, slice, margin, length);
                reader.read(slice, margin, length);
                at += length;
            }
            reader.end();
        }

        private static void same(BodyReader one, BodyReader other, int slots) {
            equal(one.isMalformed(), other.isMalformed(), "malformed");
            equal(one.isTooLarge(), other.isTooLarge(), "too large");
            equal(one.sseEvents(), other.sseEvents(), "events");
            equal(one.documents(), other.documents(), "documents");
            for (int slot = 0; slot < slots; slot++) {
                equal(one.value(slot), other.value(slot), "value " + slot);
                equal(one.count(slot), other.count(slot), "count " + slot);
            }
        }

        private byte[] any(List<byte[]> seeds) {
            return seeds.get(random.nextInt(seeds.size()));
        }

        private static String hex(byte[] bytes) {
            return bytes.length > 2000
                    ? bytes.length + " bytes"
                    : HexFormat.of().formatHex(bytes);
        }
    }

    static void equal(Object one, Object other, String what) {
        if (one == null ? other != null : !one.equals(other)) {
            assertThat(one).as(what).isEqualTo(other);
        }
    }
}
