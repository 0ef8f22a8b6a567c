package io.gauger.benchmark.journal;

/** How long something took, over and over: exact below 256 ns, within 1 % above. For one thread. */
final class Delays {
    private static final int SUB = 128;

    private final long[] counts = new long[SUB * 64];
    private long count;
    private long longest;

    void add(long nanos) {
        long value = Math.max(0, nanos);
        counts[place(value)]++;
        count++;
        longest = Math.max(longest, value);
    }

    void add(Delays others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        count += others.count;
        longest = Math.max(longest, others.longest);
    }

    /** The delay that so many of a thousand do not exceed. */
    long perMille(int most) {
        long left = count * most / 1000;
        int place = 0;
        while (place < counts.length - 1 && left >= counts[place]) {
            left -= counts[place];
            place++;
        }
        return value(place);
    }

    long longest() {
        return longest;
    }

    private static int place(long value) {
        if (value < 2 * SUB) {
            return (int) value;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(value) - 8;
        return (int) ((long) shift * SUB + (value >>> shift));
    }

    private static long value(int place) {
        if (place < 2 * SUB) {
            return place;
        }
        int shift = place / SUB - 1;
        return ((long) place - (long) shift * SUB) << shift;
    }
}
