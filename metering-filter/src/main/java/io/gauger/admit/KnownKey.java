package io.gauger.admit;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the request path has to know of an API key.
 *
 * @param caller who is billed by it
 * @param active whether it is neither revoked nor switched off
 * @param validUntil the first millisecond since 1970 at which it is not valid any more, {@link #FOR_EVER} for none
 * @param allowedIps from where it may be used
 * @param allowedRoutes the ids of the routes it may be used for; empty for all
 * @param allowedProviders the names of the providers it may be used for; empty for all
 * @param allowedModels the models it may be used for, with globs; empty for all
 * @param rateLimitPerMinute requests a minute; null without limit
 * @param spendLimit how much may be spent by it in each period, in the currency of its account; null without limit
 * @param spendPeriod how long a period is
 */
public record KnownKey(
        Caller caller,
        boolean active,
        long validUntil,
        IpRanges allowedIps,
        Set<String> allowedRoutes,
        Set<String> allowedProviders,
        Set<String> allowedModels,
        @Nullable Integer rateLimitPerMinute,
        @Nullable BigDecimal spendLimit,
        ResetPeriod spendPeriod) {
    /** The end of a key that does not expire. */
    public static final long FOR_EVER = Long.MAX_VALUE;

    public KnownKey {
        allowedRoutes = Set.copyOf(allowedRoutes);
        allowedProviders = Set.copyOf(allowedProviders);
        allowedModels = Set.copyOf(allowedModels);
    }

    /** One by which any amount may be spent. */
    public KnownKey(
            Caller caller,
            boolean active,
            long validUntil,
            IpRanges allowedIps,
            Set<String> allowedRoutes,
            Set<String> allowedProviders,
            Set<String> allowedModels,
            @Nullable Integer rateLimitPerMinute) {
        this(
                caller,
                active,
                validUntil,
                allowedIps,
                allowedRoutes,
                allowedProviders,
                allowedModels,
                rateLimitPerMinute,
                null,
                ResetPeriod.NEVER);
    }

    /** A key without any limits. */
    static KnownKey unlimited(Caller caller) {
        return new KnownKey(caller, true, FOR_EVER, IpRanges.ALL, Set.of(), Set.of(), Set.of(), null);
    }
}
