package io.gauger.usage;

import java.time.Instant;
import java.util.Map;

/**
 * A measure of which records and rollups tell different values.
 *
 * @param bucket the start of the quarter hour
 * @param group the value of each dimension; one that the records do not tell is absent
 * @param measure what differs: a column of the rollups such as {@code units}, {@link #LATENCY_HISTOGRAM}
 *     or {@link #MISDATED}
 * @param records what the records come to: an exact decimal, or how many requests are in each class of latencies
 * @param rollups what the rollups say, in the same form
 */
public record Difference(Instant bucket, Map<Dimension, String> group, String measure, String records, String rollups) {

    /** How many requests took how long. */
    public static final String LATENCY_HISTOGRAM = "latency_histogram";

    /** What a histogram comes to that no version wrote. */
    public static final String UNREADABLE = "unreadable";

    /** Records whose id is of another quarter hour than their time; they are in no list and not compared. */
    public static final String MISDATED = "misdated";

    public Difference {
        group = Map.copyOf(group);
    }
}
