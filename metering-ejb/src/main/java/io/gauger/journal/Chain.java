package io.gauger.journal;

import io.gauger.journal.Frame.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The segments in use: each knows the next, and behind the one that is written to are those that stand ready. Any thread
 * appends, without a lock; one thread links.
 */
final class Chain {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Chain.class, "current", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable onRoll;
    private volatile @Nullable Segment first;
    private volatile @Nullable Segment current;
    private volatile boolean starved;

    /** Of the thread that links. */
    private @Nullable Segment last;

    /** The task is called on request threads whenever a segment that stood ready comes into use, or is missing. */
    Chain(Runnable onRoll) {
        this.onRoll = onRoll;
    }

    /** Appends the frame and returns the segment that has it; null if there is no room. */
    @Nullable
    Segment append(FrameWriter frame, Kind kind, long state) {
        if (frame.length() > Frame.LONGEST) {
            return null;
        }
        Segment segment = current;
        while (segment != null) {
            long number = segment.number();
            int at = segment.claim(number, frame.size());
            if (at > 0) {
                segment.publish(at, number, frame, kind, state);
                return segment;
            }
            Segment next = segment.next();
            if (segment == current) {
                if (next == null) {
                    break;
                }
                // a thread that was held up for a whole life of a segment may set this back; the chain leads on again
                if (CURRENT.compareAndSet(this, segment, next)) {
                    onRoll.run();
                }
            }
            segment = current;
        }
        if (!starved) {
            starved = true;
            onRoll.run();
        }
        return null;
    }

    /** Puts a segment that is ready behind the others. */
    void link(Segment ready) {
        Segment before = last;
        last = ready;
        if (before == null) {
            first = ready;
            current = ready;
        } else {
            before.next(ready);
        }
        starved = false;
    }

    /** Leaves all that is there, to be read only, and goes on with the last one that was linked. */
    void jumpToLast() {
        current = last;
    }

    /** Where a reader begins. */
    @Nullable
    Segment first() {
        return first;
    }

    @Nullable
    Segment current() {
        return current;
    }

    /** How many segments stand ready. */
    int ready() {
        int ready = 0;
        Segment segment = current;
        while (segment != null && segment.next() != null) {
            segment = segment.next();
            ready++;
        }
        return ready;
    }

    /** Whether the last append found no room. */
    boolean isStarved() {
        return starved;
    }
}
