package io.gauger.reserve;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A request that waits for the database. It is answered once, unless it has gone before. */
final class Waiter {
    /** A wait is so many parts, of which each counts no more than twice. */
    private static final int PARTS = 10;

    private final List<Claim> claims;
    private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
    private final CountDownLatch answered = new CountDownLatch(1);

    Waiter(List<Claim> claims) {
        this.claims = claims;
    }

    /**
     * What it is told.
     *
     * @param by the limit in the way; null if there is none
     */
    record Answer(Verdict verdict, @Nullable Limit by) {
        static final Answer HELD = new Answer(Verdict.HELD, null);
    }

    List<Claim> claims() {
        return claims;
    }

    /**
     * The answer, or that it is not known, if it takes longer or the thread is interrupted. Time in which the whole process
     * stands still (collecting garbage, or without a processor) is hardly counted, as it says nothing of the database: a part
     * of the wait ends with the pause that it falls into, and counts for two at most.
     */
    Answer await(long nanos) {
        try {
            long part = Math.max(1, nanos / PARTS);
            boolean in = false;
            for (long waited = 0; waited < nanos && !in; ) {
                long start = System.nanoTime();
                in = answered.await(part, TimeUnit.NANOSECONDS);
                waited += Math.min(Math.max(part, System.nanoTime() - start), 2 * part);
            }
            if (!in) {
                give(unknown());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            give(unknown());
        }
        Answer given = answer.get();
        return given == null ? unknown() : given;
    }

    /** Whether it still waited. */
    boolean give(Answer given) {
        boolean first = answer.compareAndSet(null, given);
        answered.countDown();
        return first;
    }

    boolean isWaiting() {
        return answer.get() == null;
    }

    /** That nothing can be told, of the first limit that would refuse; of any, if none does. */
    Answer unknown() {
        Limit by = claims.get(0).limit();
        for (Claim claim : claims) {
            if (claim.binding()) {
                by = claim.limit();
                break;
            }
        }
        return new Answer(Verdict.UNKNOWN, by);
    }
}
