package io.gauger.admin;

import io.gauger.price.Price;
import io.gauger.price.Rates;
import io.gauger.record.RecordId;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client says of a new version of a price. */
final class PriceBody {
    private static final RecordId IDS = new RecordId();
    private static final List<String> RATES = List.of(
            "prompt",
            "completion",
            "cached",
            "per_unit",
            "market_prompt",
            "market_completion",
            "market_cached",
            "market_per_unit");
    private static final Set<String> FIELDS = Set.of(
            "route",
            "provider",
            "model",
            "prompt",
            "completion",
            "cached",
            "per_unit",
            "market_prompt",
            "market_completion",
            "market_cached",
            "market_per_unit",
            "currency",
            "effective_from");

    private final JsonBody body;
    private final @Nullable String route;
    private final @Nullable String provider;
    private final @Nullable String model;
    private final @Nullable BigDecimal cached;
    private final @Nullable BigDecimal marketCached;
    private final Rates cost;
    private final Rates market;
    private final @Nullable String currency;
    private final @Nullable Instant effectiveFrom;

    /**
     * Reads it.
     *
     * @throws ProblemException if it is no price
     */
    PriceBody(InputStream sent) {
        body = new JsonBody(sent, FIELDS);
        route = body.text("route", 64);
        provider = body.text("provider", 128);
        model = body.text("model", 255);
        cached = body.decimal("cached", Rates.SCALE);
        marketCached = body.decimal("market_cached", Rates.SCALE);
        cost = rates();
        market = marketRates();
        currency = AccountBody.currency(body);
        effectiveFrom = body.instant("effective_from");
        refuseNoSubject();
        if (RATES.stream().noneMatch(body::has)) {
            body.reject("per_unit", "is missing, or any other rate: one at least of " + String.join(", ", RATES));
        }
        body.check();
    }

    String sent() {
        return body.sent();
    }

    /**
     * The version, under a new id.
     *
     * @param otherwise the currency where none is told
     * @param now from when on it counts where that is not told
     */
    Price price(String otherwise, Instant now) {
        return new Price(
                "price_" + IDS.next(now.toEpochMilli()).toString().replace("-", ""),
                route,
                provider,
                model,
                cost,
                market,
                currency == null ? otherwise : currency,
                (effectiveFrom == null ? now : effectiveFrom).toEpochMilli());
    }

    private void refuseNoSubject() {
        if (body.has("route")) {
            for (String name : List.of("provider", "model")) {
                if (body.has(name)) {
                    body.reject(
                            name,
                            "must not stand beside 'route', as a price is of a route, or of a provider and a model");
                }
            }
        } else if (!body.has("provider") && !body.has("model")) {
            body.reject("route", "is missing, or 'provider' and 'model' in its place");
        } else {
            body.require("provider");
            body.require("model");
        }
    }

    /** Not told, cached tokens cost what others of the prompt cost. */
    private Rates rates() {
        BigDecimal prompt = rate("prompt", BigDecimal.ZERO);
        return new Rates(
                prompt,
                rate("completion", BigDecimal.ZERO),
                cached == null ? prompt : cached,
                rate("per_unit", BigDecimal.ZERO));
    }

    /** Not told, the list price is the cost; of cached tokens, where no price of theirs is told at all, that of the prompt. */
    private Rates marketRates() {
        BigDecimal prompt = rate("market_prompt", cost.prompt());
        BigDecimal otherwise = cached == null ? prompt : cached;
        return new Rates(
                prompt,
                rate("market_completion", cost.completion()),
                marketCached == null ? otherwise : marketCached,
                rate("market_per_unit", cost.perUnit()));
    }

    private BigDecimal rate(String name, BigDecimal otherwise) {
        BigDecimal told = body.decimal(name, Rates.SCALE);
        return told == null ? otherwise : told;
    }
}
