package io.gauger.admit;

import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the request path has to know of an account.
 *
 * @param id the account's id
 * @param active whether requests for it are admitted
 * @param zone where its periods begin and end
 * @param plan its plan; null without one
 * @param currency of its money, ISO 4217
 * @param credits all that was credited to it so far, less what was taken back, in its currency; what it used is not taken
 *     off. Null if it pays afterwards, and is not refused for want of credits
 * @param budget what it may spend in a period; null without a budget
 */
public record KnownAccount(
        String id,
        boolean active,
        ZoneId zone,
        @Nullable KnownPlan plan,
        String currency,
        @Nullable BigDecimal credits,
        @Nullable KnownBudget budget) {
    /** Where nothing else is said. */
    public static final String DEFAULT_CURRENCY = "USD";

    /** One that pays afterwards, without a budget. */
    public KnownAccount(String id, boolean active, ZoneId zone, @Nullable KnownPlan plan) {
        this(id, active, zone, plan, DEFAULT_CURRENCY, null, null);
    }
}
