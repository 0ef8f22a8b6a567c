package io.gauger.journal;

import io.gauger.journal.Frame.Kind;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the frames of a segment. Where something is that is no frame, it goes on to the next whole one, so that
 * damage costs only what it hit. For one thread at a time.
 */
final class Walk {
    private final ByteBuffer segment;
    private final long number;

    /** Whether nobody writes to the segment any more, as the process that did is gone. */
    private final boolean abandoned;

    private final CRC32C crc = new CRC32C();
    private int at;
    private int size;
    private boolean damaged;

    /** What is at the place where the walk is. */
    enum Found {
        FRAME,
        /** Nothing yet, or a frame that a thread is just writing. */
        NOTHING_YET,
        END
    }

    Walk(ByteBuffer segment, long number, int from, boolean abandoned) {
        this.segment = segment;
        this.number = number;
        this.at = from;
        this.abandoned = abandoned;
    }

    /** Finds the next frame, beginning where the walk is. */
    Found look() {
        while (at + Frame.HEADER <= segment.limit()) {
            long claim = Frame.claim(segment, at);
            if (claim == Frame.SEALED) {
                return Found.END;
            }
            if (claim == number) {
                if (!abandoned) {
                    return Found.NOTHING_YET;
                }
                return resume() ? Found.FRAME : Found.END;
            }
            size = Frame.plausible(segment, at, claim);
            if (size > 0 && Frame.check(segment, at) == number) {
                if (!abandoned) {
                    return Found.NOTHING_YET;
                }
                // whoever claimed it was killed
                at += size;
            } else if (size > 0 && Frame.isWhole(segment, number, at, size, crc)) {
                return Found.FRAME;
            } else {
                damaged = true;
                if (!resume()) {
                    return Found.END;
                }
                return Found.FRAME;
            }
        }
        return Found.END;
    }

    /** Goes behind the frame that was found. */
    void step() {
        at += size;
    }

    int at() {
        return at;
    }

    /** What the frame is that was found; null if it is of a kind that a later version knows. */
    @Nullable
    Kind kind() {
        return Frame.kind(Frame.check(segment, at));
    }

    /** Whether something was skipped that is no frame. */
    boolean isDamaged() {
        return damaged;
    }

    /** The content of the frame that was found cannot be understood. */
    void reject() {
        damaged = true;
        step();
    }

    /** Looks for the next whole frame behind this place, which is none. */
    private boolean resume() {
        for (int next = at + Frame.ALIGNMENT; next + Frame.HEADER <= segment.limit(); next += Frame.ALIGNMENT) {
            long claim = Frame.claim(segment, next);
            int found = claim < 0 && claim != Frame.SEALED ? Frame.plausible(segment, next, claim) : 0;
            if (found > 0 && Frame.isWhole(segment, number, next, found, crc)) {
                at = next;
                size = found;
                damaged = true;
                return true;
            }
        }
        return false;
    }
}
