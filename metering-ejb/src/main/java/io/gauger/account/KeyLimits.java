package io.gauger.account;

import io.gauger.admit.ResetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key may be used for.
 *
 * @param allowedRoutes ids of routes; empty for all
 * @param allowedProviders names of providers; empty for all
 * @param allowedModels names of models, with globs; empty for all
 * @param allowedIps ranges of addresses; empty for all
 * @param rateLimitRpm requests a minute; null for no limit
 * @param usageLimitDollars money in each of its periods; null for no limit
 * @param usageLimitReset how long these periods are
 * @param expiresAt the first instant at which it is not valid any more; null for never
 */
public record KeyLimits(
        List<String> allowedRoutes,
        List<String> allowedProviders,
        List<String> allowedModels,
        List<String> allowedIps,
        @Nullable Integer rateLimitRpm,
        @Nullable BigDecimal usageLimitDollars,
        ResetPeriod usageLimitReset,
        @Nullable Instant expiresAt) {

    public KeyLimits {
        allowedRoutes = List.copyOf(allowedRoutes);
        allowedProviders = List.copyOf(allowedProviders);
        allowedModels = List.copyOf(allowedModels);
        allowedIps = List.copyOf(allowedIps);
    }
}
