package io.gauger.store;

import io.gauger.usage.LedgerDifference;
import io.gauger.usage.LedgerDifference.Figure;
import io.gauger.usage.Reconciliation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what differs in money; what is too much to name is counted. For one thread. */
final class LedgerDifferences {
    private final List<LedgerDifference> named = new ArrayList<>();
    private long more;

    /** Adds a difference if it is one. */
    void compare(Figure figure, String owner, @Nullable String at, BigDecimal expected, BigDecimal found) {
        if (expected.compareTo(found) != 0) {
            add(figure, owner, at, text(expected), text(found));
        }
    }

    void compare(Figure figure, String owner, @Nullable String at, long expected, long found) {
        compare(figure, owner, at, BigDecimal.valueOf(expected), BigDecimal.valueOf(found));
    }

    void compare(Figure figure, String owner, @Nullable String at, String expected, String found) {
        if (!expected.equals(found)) {
            add(figure, owner, at, expected, found);
        }
    }

    List<LedgerDifference> named() {
        return named;
    }

    /** How many there are besides the named ones. */
    long more() {
        return more;
    }

    private void add(Figure figure, String owner, @Nullable String at, String expected, String found) {
        if (named.size() == Reconciliation.MOST_DIFFERENCES) {
            more++;
        } else {
            named.add(new LedgerDifference(figure, owner, at, expected, found));
        }
    }

    private static String text(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
