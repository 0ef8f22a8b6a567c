package io.gauger.store;

import io.gauger.ledger.EntryType;
import java.math.BigDecimal;

/**
 * What an account is billed, and when: from the first time on that is known of it, up to and with the last.
 *
 * @param amount above zero for what is owed
 * @param first in milliseconds since 1970-01-01T00:00Z; greater than the last if no time is known
 * @param last likewise
 */
record Billed(BigDecimal amount, long first, long last) {
    static final Billed NOTHING = new Billed(BigDecimal.ZERO, Long.MAX_VALUE, Long.MIN_VALUE);

    /** With an entry of the ledger; a debit is billed for when its requests were, which is not told by its time. */
    Billed with(EntryType type, BigDecimal more, long time) {
        Billed sum = new Billed(amount.add(more), first, last);
        return type == EntryType.USAGE_DEBIT ? sum : sum.within(time, time);
    }

    /** With these times. */
    Billed within(long from, long to) {
        return new Billed(amount, Math.min(first, from), Math.max(last, to));
    }
}
