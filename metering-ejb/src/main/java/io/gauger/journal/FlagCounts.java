package io.gauger.journal;

import io.gauger.measure.Flag;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** How often each flag was set. Safe for concurrent use. */
final class FlagCounts {
    private final Map<Flag, LongAdder> counts = new EnumMap<>(Flag.class);

    FlagCounts() {
        for (Flag flag : Flag.values()) {
            counts.put(flag, new LongAdder());
        }
    }

    void count(Set<Flag> flags) {
        if (!flags.isEmpty()) {
            counts.forEach((flag, count) -> count.add(flags.contains(flag) ? 1 : 0));
        }
    }

    /** The flags of the requests in them were counted one by one. */
    void countSummaries(int more) {
        counts.computeIfAbsent(Flag.SUMMARY, flag -> new LongAdder()).add(more);
    }

    Map<Flag, Long> sums() {
        Map<Flag, Long> sums = new EnumMap<>(Flag.class);
        counts.forEach((flag, count) -> sums.put(flag, count.sum()));
        return sums;
    }
}
