package io.gauger.admin;

import io.gauger.account.PriceVersion;
import io.gauger.price.Rates;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/** Prices as they are answered. */
final class PriceJson {
    private PriceJson() {}

    static JsonObject of(PriceVersion version, Instant now) {
        return fields(version, now).toJson();
    }

    /** A version that was just made, with what is to be known of one that takes effect in the past. */
    static JsonObject ofMade(PriceVersion version, Instant now) {
        // what takes effect at once is made a little later
        boolean inPast =
                version.effectiveFrom().plusSeconds(1).isBefore(version.stored().createdAt());
        return fields(version, now)
                .text(
                        "notice",
                        inPast
                                ? "It takes effect in the past: it prices what is recorded from now on. What is stored keeps"
                                        + " its cost until it is re-rated by POST /v1/reratings."
                                : null)
                .toJson();
    }

    private static JsonFields fields(PriceVersion version, Instant now) {
        Rates cost = version.stored().price().cost();
        Rates market = version.stored().price().market();
        return new JsonFields()
                .text("id", version.stored().price().id())
                .text("route", version.stored().price().route())
                .text("provider", version.stored().price().provider())
                .text("model", version.stored().price().model())
                .decimal("prompt", cost.prompt())
                .decimal("completion", cost.completion())
                .decimal("cached", cost.cached())
                .decimal("per_unit", cost.perUnit())
                .decimal("market_prompt", market.prompt())
                .decimal("market_completion", market.completion())
                .decimal("market_cached", market.cached())
                .decimal("market_per_unit", market.perUnit())
                .text("currency", version.stored().price().currency())
                .time("effective_from", version.effectiveFrom())
                .time("effective_to", version.effectiveTo())
                .text("state", version.state(now).name().toLowerCase(Locale.ROOT))
                .time("created_at", version.stored().createdAt());
    }
}
