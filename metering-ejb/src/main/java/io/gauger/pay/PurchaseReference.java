package io.gauger.pay;

import org.jspecify.annotations.Nullable;

/** How ledger entries name the purchase that they are of, so that none is posted twice, and each is found again. */
public final class PurchaseReference {
    private static final String PURCHASE = "purchase:";
    private static final String REFUND = "refund:";
    private static final String REFUSED = "refund_refused:";
    private static final String EXPIRY = "expiry:";

    private PurchaseReference() {}

    /** Of the entry that credits a purchase. */
    public static String ofPurchase(String purchaseId) {
        return PURCHASE + purchaseId;
    }

    /** Of the entry that takes credits back for money. */
    public static String ofRefund(Refund refund) {
        return REFUND + refund.purchaseId() + ":" + refund.id();
    }

    /** Of the entry that gives these credits back, as the money was not given back. */
    public static String ofRefusedRefund(Refund refund) {
        return REFUSED + refund.purchaseId() + ":" + refund.id();
    }

    /** Of the entry that takes back what was left at the end of its term. */
    public static String ofExpiry(String purchaseId) {
        return EXPIRY + purchaseId;
    }

    /** The purchase that an entry of this reference is of; null if it is of none. */
    public static @Nullable String purchase(String reference) {
        int begin = reference.indexOf(':') + 1;
        String kind = reference.substring(0, begin);
        if (!kind.equals(PURCHASE) && !kind.equals(REFUND) && !kind.equals(REFUSED) && !kind.equals(EXPIRY)) {
            return null;
        }
        int end = reference.indexOf(':', begin);
        return reference.substring(begin, end < 0 ? reference.length() : end);
    }
}
