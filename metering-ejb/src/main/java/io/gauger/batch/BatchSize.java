package io.gauger.batch;

import java.time.Duration;

/**
 * How many records to write at once: half as many after a batch that took too long, as it would take so long again, and
 * twice as many after some that were quick. For one thread at a time.
 */
final class BatchSize {
    private static final int FIRST = 1000;

    /**
     * Rollups are written once a batch, so larger ones cost less; twice as large again would gain little, and takes megabytes
     * more in drivers.
     */
    private static final int LARGEST = 2000;

    /** What lasts longer and fails has run into a limit of time, whether or not anybody says so. */
    private static final long LONG = Duration.ofSeconds(15).toNanos();

    private static final long QUICK = Duration.ofSeconds(1).toNanos();

    /** Before more is tried, so that what is too much for the database is rarely tried. */
    private static final int QUICK_ONES = 8;

    private int most = FIRST;
    private int quick;

    /** Records, from one on. */
    int most() {
        return most;
    }

    /** A batch of so many failed after so many nanoseconds, for the time that it took if that is said. */
    void failed(int records, long nanos, boolean tooSlow) {
        quick = 0;
        if (tooSlow || nanos >= LONG) {
            most = Math.max(1, records / 2);
        }
    }

    /** A batch took so many nanoseconds to be written. */
    void succeeded(long nanos) {
        quick = nanos < QUICK ? quick + 1 : 0;
        if (quick == QUICK_ONES) {
            quick = 0;
            most = Math.min(LARGEST, most * 2);
        }
    }
}
