package io.gauger.ledger;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A movement of money that is to be posted. Debits of usage are not posted so: they come with their records.
 *
 * @param accountId whose money it is
 * @param type why; not {@link EntryType#USAGE_DEBIT}
 * @param amount what is added to the balance: above zero for the account, below for us; never zero; scale 12
 * @param currency of the amount, ISO 4217; it must be that of the account's ledger
 * @param reference names it for good, over all accounts: what has one that is there is not posted again. It begins with a word
 *     that tells who made it, and a colon; at most {@link #LONGEST_REFERENCE} characters
 * @param reason for people; at most {@link #LONGEST_REASON} characters; null where the reference says it all
 */
public record Posting(
        String accountId,
        EntryType type,
        BigDecimal amount,
        String currency,
        String reference,
        @Nullable String reason) {
    /** Decimals of money. */
    public static final int SCALE = 12;

    /** In characters. */
    public static final int LONGEST_REFERENCE = 320;

    /** In characters. */
    public static final int LONGEST_REASON = 1000;

    /**
     * With its amount in the scale in which it is stored.
     *
     * @throws ArithmeticException if it has more decimals
     * @throws IllegalArgumentException if it is a debit or of nothing, or a text is too long
     */
    public Posting {
        amount = amount.setScale(SCALE);
        if (type == EntryType.USAGE_DEBIT || amount.signum() == 0) {
            throw new IllegalArgumentException("Not to be posted: " + type + " of " + amount.toPlainString());
        }
        if (reference.isEmpty() || reference.length() > LONGEST_REFERENCE) {
            throw new IllegalArgumentException("A reference has 1 to " + LONGEST_REFERENCE + " characters");
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("A reason has at most " + LONGEST_REASON + " characters");
        }
    }
}
