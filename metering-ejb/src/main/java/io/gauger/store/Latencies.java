package io.gauger.store;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many requests took how long, in classes that can be added up and stored in few bytes. Up to {@link #EXACT_BELOW}
 * milliseconds a class is one value; above, each doubling is cut into {@link #CLASSES_A_DOUBLING} classes, of which the
 * middle is shown: never further than 1/64 (1.6 %) from what it stands for. For one thread.
 */
final class Latencies {
    static final int EXACT_BELOW = 64;
    static final int CLASSES_A_DOUBLING = 32;

    private static final int FIRST_DOUBLING = 6;
    private static final int BITS_IN_A_DOUBLING = 5;
    private static final int HIGHEST_CLASS = classOf(Long.MAX_VALUE);
    private static final byte FORMAT = 1;
    private static final int MOST_TOLD = 8;

    /** The classes that are not empty, in order, and beside them how many requests each has. */
    private int[] classes = {};

    private long[] requestsOfClass = {};
    private int size;

    /** Adds requests that took so many milliseconds; below zero counts as zero. */
    void add(long milliseconds, long requests) {
        addToClass(classOf(Math.max(0, milliseconds)), requests);
    }

    void add(Latencies more) {
        int[] mergedClasses = new int[size + more.size];
        long[] mergedRequests = new long[size + more.size];
        int merged = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < size || theirs < more.size) {
            int next = Math.min(classAt(mine), more.classAt(theirs));
            mergedClasses[merged] = next;
            if (classAt(mine) == next) {
                mergedRequests[merged] = requestsOfClass[mine++];
            }
            if (more.classAt(theirs) == next) {
                mergedRequests[merged] += more.requestsOfClass[theirs++];
            }
            merged++;
        }
        classes = mergedClasses;
        requestsOfClass = mergedRequests;
        size = merged;
    }

    /**
     * Adds what {@link #encoded} gave.
     *
     * @throws IllegalStateException if it gave no such bytes; none of them is added then
     */
    void add(byte[] encoded) {
        if (encoded.length == 0 || encoded[0] != FORMAT) {
            throw new IllegalStateException("A rollup's latencies are in a form that this version does not know");
        }
        try {
            add(new Reader(encoded).latencies());
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalStateException("A rollup's latencies are damaged", e);
        }
    }

    /** A byte that names the form; then for each class in order how many were left out before it, and its requests. */
    byte[] encoded() {
        int length = 1;
        for (int i = 0; i < size; i++) {
            length += bytesOf(leftOutBefore(i)) + bytesOf(requestsOfClass[i]);
        }
        byte[] bytes = new byte[length];
        bytes[0] = FORMAT;
        int at = 1;
        for (int i = 0; i < size; i++) {
            at = write(leftOutBefore(i), bytes, at);
            at = write(requestsOfClass[i], bytes, at);
        }
        return bytes;
    }

    /**
     * How many requests are in the classes of which the other has not as many: {@code 12 ms: 1, 13 ms: 0}, so that both
     * can be read side by side; empty if they are equal. Of many classes the fastest are told.
     */
    String unlike(Latencies other) {
        int[] all = IntStream.concat(Arrays.stream(classes, 0, size), Arrays.stream(other.classes, 0, other.size))
                .sorted()
                .distinct()
                .toArray();
        StringBuilder told = new StringBuilder();
        int differing = 0;
        for (int each : all) {
            long requests = requestsOf(each);
            if (requests == other.requestsOf(each)) {
                continue;
            }
            if (++differing > MOST_TOLD) {
                return told.append(", …").toString();
            }
            told.append(told.isEmpty() ? "" : ", ")
                    .append(middleOf(each))
                    .append(" ms: ")
                    .append(requests);
        }
        return told.toString();
    }

    /** Nearest rank: the class that at least this share of the requests did not exceed, in milliseconds. */
    @Nullable
    Long percentile(int percent) {
        long requests = 0;
        for (int i = 0; i < size; i++) {
            requests += requestsOfClass[i];
        }
        // as (requests * percent) / 100, rounded up, without leaving the range
        long rank = requests / 100 * percent + (requests % 100 * percent + 99) / 100;
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += requestsOfClass[i];
            if (seen >= rank) {
                return middleOf(classes[i]);
            }
        }
        return null;
    }

    /** Mostly behind the last, as classes come in order where they are read. */
    private void addToClass(int latencyClass, long requests) {
        int place = place(latencyClass);
        if (place >= 0) {
            requestsOfClass[place] += requests;
            return;
        }
        if (size == classes.length) {
            int room = Math.max(8, 2 * size);
            classes = Arrays.copyOf(classes, room);
            requestsOfClass = Arrays.copyOf(requestsOfClass, room);
        }
        int gap = -place - 1;
        System.arraycopy(classes, gap, classes, gap + 1, size - gap);
        System.arraycopy(requestsOfClass, gap, requestsOfClass, gap + 1, size - gap);
        classes[gap] = latencyClass;
        requestsOfClass[gap] = requests;
        size++;
    }

    /** Behind the last, one that is above all. */
    private int classAt(int place) {
        return place < size ? classes[place] : Integer.MAX_VALUE;
    }

    /** As of {@link Arrays#binarySearch(int[], int, int, int)}. */
    private int place(int latencyClass) {
        boolean behind = size == 0 || latencyClass > classes[size - 1];
        return behind ? -size - 1 : Arrays.binarySearch(classes, 0, size, latencyClass);
    }

    private long requestsOf(int latencyClass) {
        int place = place(latencyClass);
        return place < 0 ? 0 : requestsOfClass[place];
    }

    private static int classOf(long milliseconds) {
        if (milliseconds < EXACT_BELOW) {
            return (int) milliseconds;
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(milliseconds);
        int place = (int) (milliseconds >>> (doubling - BITS_IN_A_DOUBLING)) & (CLASSES_A_DOUBLING - 1);
        return EXACT_BELOW + (doubling - FIRST_DOUBLING) * CLASSES_A_DOUBLING + place;
    }

    private static long middleOf(int latencyClass) {
        if (latencyClass < EXACT_BELOW) {
            return latencyClass;
        }
        int doubling = FIRST_DOUBLING + (latencyClass - EXACT_BELOW) / CLASSES_A_DOUBLING;
        int place = (latencyClass - EXACT_BELOW) % CLASSES_A_DOUBLING;
        long width = 1L << (doubling - BITS_IN_A_DOUBLING);
        return (1L << doubling) + place * width + width / 2;
    }

    private int leftOutBefore(int place) {
        return place == 0 ? classes[0] : classes[place] - classes[place - 1] - 1;
    }

    private static int bytesOf(long number) {
        return (Long.SIZE - Long.numberOfLeadingZeros(number | 1) + 6) / 7;
    }

    /** Seven bits a byte, the lowest first; the place behind. */
    private static int write(long number, byte[] bytes, int from) {
        long rest = number;
        int at = from;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at = 1;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Latencies latencies() {
            Latencies read = new Latencies();
            // a class takes two bytes and more
            read.classes = new int[bytes.length / 2];
            read.requestsOfClass = new long[bytes.length / 2];
            int latencyClass = -1;
            while (at < bytes.length) {
                long leftOut = number();
                if (leftOut < 0 || leftOut > HIGHEST_CLASS - latencyClass - 1) {
                    throw new IndexOutOfBoundsException("no such class");
                }
                latencyClass += 1 + (int) leftOut;
                read.classes[read.size] = latencyClass;
                read.requestsOfClass[read.size++] = number();
            }
            return read;
        }

        private long number() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
