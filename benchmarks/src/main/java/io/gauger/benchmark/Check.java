package io.gauger.benchmark;

import io.gauger.benchmark.rival.Rival.Reach;
import io.gauger.benchmark.rival.Rivals;
import io.gauger.benchmark.rival.Seen;
import io.gauger.benchmark.rival.Usage;
import io.gauger.benchmark.stub.StubResponse;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What must be true of an exchange before it is measured. */
final class Check {
    private final Workload workload;
    private final Rivals rival;
    private final byte[] body;
    private final CRC32 arriving = new CRC32();

    Check(Workload workload, Rivals rival, byte[] body) {
        this.workload = workload;
        this.rival = rival;
        this.body = body;
    }

    /** Is to sum up what arrives. */
    CRC32 arriving() {
        return arriving;
    }

    /** The client got every byte, and the rival learned what it is there to learn. */
    void verify(StubResponse response, Seen seen) {
        CRC32 written = new CRC32();
        written.update(body);
        expect("bytes that arrived", (long) body.length, response.bytes());
        expect("their checksum", written.getValue(), arriving.getValue());
        if (workload == Workload.UNMETERED || rival.reach() == Reach.NOTHING) {
            return;
        }
        if (rival.reach() != Reach.BODY) {
            expect("bytes that were counted", (long) body.length, seen.bytes());
        }
        Usage usage = workload.usage();
        if (rival.reach() == Reach.USAGE) {
            expect("usage", usage, seen.usage());
        } else if (rival.reach() == Reach.BODY && usage != null && !workload.flushes()) {
            // streams and downloads are replaced by a word at Logbook's defaults
            expect("usage in the kept body", usage, seen.usage());
        }
    }

    private void expect(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(rival.title() + " on " + workload.title() + ": " + what + " should be " + expected
                    + ", was " + actual);
        }
    }
}
