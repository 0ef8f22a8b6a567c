package io.gauger.record;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids of records: UUIDv7 with a millisecond timestamp (RFC 9562, section 5.7). Its 74 other bits are random, or
 * count on from random ones (section 6.2, method 2): a secure source is asked for one start of many, since to ask costs
 * more than all the rest of a record. Ids of several nodes do not meet, but who knows one may guess the next: they are
 * names, not secrets. Safe for concurrent use.
 */
public final class RecordId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long LOW_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    /** A power of two. Threads count on from different starts, as far as there are enough, so as not to wait for each other. */
    private static final int STARTS = 4;

    private final SecureRandom random = new SecureRandom();
    private final AtomicReferenceArray<@Nullable Start> starts = new AtomicReferenceArray<>(STARTS);

    /** A new id for the instant, in milliseconds since the epoch. */
    public UUID next(long epochMilli) {
        int place = (int) Thread.currentThread().getId() & (STARTS - 1);
        while (true) {
            Start start = starts.get(place);
            if (start != null) {
                long count = start.taken.getAndIncrement();
                if (count < Start.IDS) {
                    return new UUID(
                            (epochMilli << 16) | VERSION_7 | start.high, VARIANT | ((start.low + count) & LOW_BITS));
                }
            }
            // if another thread was faster its start is as good
            starts.compareAndSet(place, start, new Start(random));
        }
    }

    /** Random bits, from which so many ids count on. */
    private static final class Start {
        private static final int IDS = 4096;

        private final long high;
        private final long low;
        private final AtomicLong taken = new AtomicLong();

        Start(SecureRandom random) {
            high = random.nextLong() & 0x0FFF;
            low = random.nextLong();
        }
    }
}
