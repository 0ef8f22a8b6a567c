package io.gauger.account;

import io.gauger.admit.KnownBudget;
import java.time.Instant;

/**
 * What an account may spend in a period.
 *
 * @param accountId whose budget it is; an account has one at most
 * @param terms how much, for how long, and what becomes of requests beyond
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 * @param version how often a budget of this account was written, from 1
 */
public record Budget(String accountId, KnownBudget terms, Instant createdAt, Instant updatedAt, long version) {
    /** Decimals of a threshold. */
    public static final int THRESHOLD_SCALE = 6;
}
