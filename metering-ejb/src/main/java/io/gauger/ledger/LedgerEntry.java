package io.gauger.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of an account's ledger. It is never changed and never removed.
 *
 * @param id names it for good
 * @param accountId whose ledger
 * @param sequence its number in that ledger, from 1 and without gaps
 * @param time when it was posted; nodes' clocks may differ, so only the number tells the order
 * @param type why
 * @param amount what was added to the balance; scale 12
 * @param balanceAfter the sum of this and all entries before; scale 12
 * @param currency of both, ISO 4217
 * @param reference unique over all accounts
 * @param reason for people; null without one
 * @param actor who posted it; null if it is a debit of usage, which nobody posts
 * @param debited which records a debit of usage is of; null for all else
 */
public record LedgerEntry(
        UUID id,
        String accountId,
        long sequence,
        Instant time,
        EntryType type,
        BigDecimal amount,
        BigDecimal balanceAfter,
        String currency,
        String reference,
        @Nullable String reason,
        @Nullable String actor,
        @Nullable Debited debited) {

    /**
     * The records of a debit: those of the account that carry the batch's number.
     *
     * @param batch the number
     * @param records how many
     * @param first the least of their ids
     * @param last the greatest
     */
    public record Debited(long batch, long records, UUID first, UUID last) {}
}
