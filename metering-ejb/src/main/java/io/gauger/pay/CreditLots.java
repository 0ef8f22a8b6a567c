package io.gauger.pay;

import io.gauger.ledger.EntryType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is unused of credits that were bought for a time, found by replaying an account's ledger entries in their order:
 *
 * <ul>
 *   <li>what is used is used of the credits that end first; of those without an end last;
 *   <li>what was used beyond all credits is owed, and the next credits pay for it first;
 *   <li>what is given back of a purchase is taken from its own credits, as far as they are there, and else as if it were used;
 *   <li>until the entry of its expiry a purchase's credits are there to be used, whatever the time.
 * </ul>
 *
 * At every moment unused and owed come to the balance. For one thread.
 */
public final class CreditLots {
    private final List<Lot> lots = new ArrayList<>();
    private BigDecimal endless = BigDecimal.ZERO;
    private BigDecimal owed = BigDecimal.ZERO;

    /** Of an account before its first entry. */
    public CreditLots() {}

    /** Another of the same state. */
    public CreditLots copy() {
        CreditLots copy = new CreditLots();
        for (Lot lot : lots) {
            Lot same = new Lot(lot.purchase, lot.end);
            same.unused = lot.unused;
            same.isClosed = lot.isClosed;
            copy.lots.add(same);
        }
        copy.endless = endless;
        copy.owed = owed;
        return copy;
    }

    /**
     * Goes on with the next entry.
     *
     * @param end if it credits a purchase, until when its credits are there; null for ever, and for other entries
     */
    public void add(EntryType type, String reference, BigDecimal amount, @Nullable Instant end) {
        String purchase = PurchaseReference.purchase(reference);
        if (amount.signum() > 0) {
            give(purchase, amount, type == EntryType.PURCHASE ? end : null);
        } else {
            BigDecimal taken = amount.negate();
            Lot own = lot(purchase);
            if (type == EntryType.EXPIRY && own != null) {
                use(own.take(taken));
                endless = endless.add(own.close());
            } else if (type == EntryType.REFUND) {
                use(own == null ? takeEndless(taken) : own.take(taken));
            } else {
                use(taken);
            }
        }
    }

    /** What is unused of a purchase's credits, which have an end; zero if they are over. */
    public BigDecimal unused(String purchase) {
        Lot lot = lot(purchase);
        return lot == null ? BigDecimal.ZERO : lot.unused;
    }

    /** The sum of all entries so far. */
    public BigDecimal balance() {
        return lots.stream()
                .map(lot -> lot.unused)
                .reduce(endless, BigDecimal::add)
                .subtract(owed);
    }

    private void give(@Nullable String purchase, BigDecimal amount, @Nullable Instant end) {
        BigDecimal paysOwed = amount.min(owed);
        owed = owed.subtract(paysOwed);
        BigDecimal rest = amount.subtract(paysOwed);
        Lot lot = lot(purchase);
        if (purchase != null && end != null && lot == null) {
            lot = new Lot(purchase, end);
            lots.add(lot);
            lots.sort(Comparator.comparing(each -> each.end));
        }
        if (lot == null || lot.isClosed) {
            endless = endless.add(rest);
        } else {
            lot.unused = lot.unused.add(rest);
        }
    }

    private void use(BigDecimal amount) {
        BigDecimal rest = amount;
        for (Lot lot : lots) {
            rest = lot.take(rest);
        }
        owed = owed.add(takeEndless(rest));
    }

    /** Takes as much as is there; what is missing. */
    private BigDecimal takeEndless(BigDecimal amount) {
        BigDecimal taken = amount.min(endless);
        endless = endless.subtract(taken);
        return amount.subtract(taken);
    }

    private @Nullable Lot lot(@Nullable String purchase) {
        for (Lot lot : lots) {
            if (lot.purchase.equals(purchase)) {
                return lot;
            }
        }
        return null;
    }

    /** Credits of one purchase. Those of the same end are in the order in which they came, as sorting keeps it. */
    private static final class Lot {
        private final String purchase;
        private final Instant end;
        private BigDecimal unused = BigDecimal.ZERO;
        private boolean isClosed;

        private Lot(String purchase, Instant end) {
            this.purchase = purchase;
            this.end = end;
        }

        /** What is left in it. */
        private BigDecimal close() {
            BigDecimal left = unused;
            unused = BigDecimal.ZERO;
            isClosed = true;
            return left;
        }

        /** Takes as much as is there; what is missing. */
        private BigDecimal take(BigDecimal amount) {
            BigDecimal taken = amount.min(unused);
            unused = unused.subtract(taken);
            return amount.subtract(taken);
        }
    }
}
