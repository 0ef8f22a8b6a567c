package io.gauger.admit;

import io.gauger.rate.RateLimit;
import io.gauger.rate.RateLimits;
import io.gauger.rate.RateState;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes each request from the limit of its key, and then of its account; from both, or from neither. */
final class CallerRates {
    private final RateLimits keys;
    private final RateLimits accounts;

    CallerRates(IntSupplier nodes, LongSupplier nanoTime) {
        keys = new RateLimits(nodes, nanoTime);
        accounts = new RateLimits(nodes, nanoTime);
    }

    /** How the caller stands behind this request, which may run if no {@link Standing#refusal} is in it. */
    Standing take(@Nullable KnownKey key, @Nullable KnownAccount account) {
        RateLimit ofAccount = limit(account);
        String keyId = key == null ? null : key.caller().keyId();
        if (key == null || keyId == null || key.rateLimitPerMinute() == null) {
            return account == null || ofAccount == null
                    ? Standing.UNLIMITED
                    : new Standing(null, accounts.take(account.id(), ofAccount), true);
        }
        long now = keys.now();
        if (account != null && ofAccount != null) {
            accounts.fetch(account.id());
        }
        RateState byKey = keys.take(keyId, new RateLimit(key.rateLimitPerMinute(), null), now);
        if (account == null || ofAccount == null) {
            return new Standing(byKey, null, true);
        }
        if (!byKey.passed()) {
            return new Standing(byKey, accounts.look(account.id(), ofAccount, now), true);
        }
        RateState byAccount = accounts.take(account.id(), ofAccount, now);
        return new Standing(byAccount.passed() ? byKey : keys.giveBack(keyId, byKey), byAccount, true);
    }

    private static @Nullable RateLimit limit(@Nullable KnownAccount account) {
        KnownPlan plan = account == null ? null : account.plan();
        return plan == null || plan.rateLimitPerMinute() == null
                ? null
                : new RateLimit(plan.rateLimitPerMinute(), plan.burst());
    }
}
