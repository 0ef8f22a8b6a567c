package io.gauger.store;

import io.gauger.store.Totals.Amount;
import io.gauger.store.Totals.Count;
import io.gauger.usage.Difference;
import io.gauger.usage.Dimension;
import io.gauger.usage.Reconciliation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names what differs, measure by measure; what is too much to name is counted. For one thread. */
final class Differences {
    private final List<Difference> named = new ArrayList<>();
    private long more;

    /** Adds those of one quarter hour and group. */
    void compare(RollupKey key, Totals records, Totals rollups) {
        for (Count count : Count.values()) {
            if (records.count(count) != rollups.count(count)) {
                add(
                        key,
                        RollupTable.column(count),
                        Long.toString(records.count(count)),
                        Long.toString(rollups.count(count)));
            }
        }
        for (Amount amount : Amount.values()) {
            BigDecimal recorded = records.amount(amount);
            BigDecimal summed = rollups.amount(amount);
            if (recorded.compareTo(summed) != 0) {
                add(key, RollupTable.column(amount), text(recorded), text(summed));
            }
        }
        String unlike = records.latenciesUnlike(rollups);
        if (rollups.areLatenciesUnreadable()) {
            add(key, Difference.LATENCY_HISTOGRAM, records.latenciesUnlike(new Totals()), Difference.UNREADABLE);
        } else if (!unlike.isEmpty()) {
            add(key, Difference.LATENCY_HISTOGRAM, unlike, rollups.latenciesUnlike(records));
        }
    }

    /** Adds a record whose id is of another quarter hour than its time. */
    void misdated(RollupKey key) {
        add(key, Difference.MISDATED, "1", "0");
    }

    List<Difference> named() {
        return named;
    }

    /** How many there are besides the named ones. */
    long more() {
        return more;
    }

    private void add(RollupKey key, String measure, String records, String rollups) {
        if (named.size() == Reconciliation.MOST_DIFFERENCES) {
            more++;
        } else {
            named.add(new Difference(Instant.ofEpochMilli(key.bucket()), group(key), measure, records, rollups));
        }
    }

    private static Map<Dimension, String> group(RollupKey key) {
        Map<Dimension, String> group = new EnumMap<>(Dimension.class);
        put(group, Dimension.ACCOUNT, key.accountId());
        put(group, Dimension.KEY, key.keyId());
        put(group, Dimension.ROUTE, key.route());
        put(group, Dimension.ENDPOINT, key.endpoint());
        put(group, Dimension.PROVIDER, key.provider());
        put(group, Dimension.MODEL, key.model());
        put(group, Dimension.STATUS, key.statusClass() + "xx");
        return group;
    }

    private static void put(Map<Dimension, String> group, Dimension dimension, @Nullable String value) {
        if (value != null) {
            group.put(dimension, value);
        }
    }

    private static String text(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
