package io.gauger.admin;

import io.gauger.account.Directory;
import io.gauger.account.Directory.PriceQuery;
import io.gauger.account.PriceVersion;
import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/prices/effective}: which price decides, why, and which would if it were not there. */
final class EffectivePriceResource {
    private static final String TIME = "time";
    private static final int PAGE = 1000;
    private static final int MOST_OTHERS = 20;

    private final Directory directory;
    private final String defaultCurrency;
    private final Call call;
    private final Clock clock;

    EffectivePriceResource(Permitted gauger, Call call, Clock clock) {
        this.directory = gauger.toRead().directory();
        this.defaultCurrency = gauger.toRead().currency();
        this.call = call;
        this.clock = clock;
    }

    /** For one route, provider and model at one instant. */
    Response read() {
        QueryParameters parameters = new QueryParameters(
                call.query(),
                Set.of(
                        PricesResource.ROUTE,
                        PricesResource.PROVIDER,
                        PricesResource.MODEL,
                        PricesResource.CURRENCY,
                        TIME));
        Instant told = TimeBounds.instant(parameters, TIME);
        parameters.check();
        Instant time = told == null ? clock.instant() : told;
        String currency = parameters.has(PricesResource.CURRENCY)
                ? String.valueOf(parameters.value(PricesResource.CURRENCY))
                : defaultCurrency;
        Map<String, PriceVersion> versions = versions(currency);
        List<Price> ranked = ranked(versions, parameters, currency, time);
        Price first = ranked.isEmpty() ? null : ranked.get(0);
        PriceVersion decides = first == null ? null : versions.get(first.id());
        JsonFields answer = new JsonFields()
                .text(PricesResource.ROUTE, parameters.value(PricesResource.ROUTE))
                .text(PricesResource.PROVIDER, parameters.value(PricesResource.PROVIDER))
                .text(PricesResource.MODEL, parameters.value(PricesResource.MODEL))
                .text(PricesResource.CURRENCY, currency)
                .time(TIME, time)
                .text("matched_by", first == null ? null : matchedBy(first))
                .text("detail", first == null ? none(versions.isEmpty(), currency) : detail(first));
        return Answer.ok((decides == null
                                ? answer.absent("price")
                                : answer.value("price", PriceJson.of(decides, clock.instant())))
                        .value(
                                "others",
                                JsonFields.array(ranked.stream()
                                        .skip(1)
                                        .map(EffectivePriceResource::other)
                                        .toList()))
                        .toJson())
                .build();
    }

    /** All of a currency, as each node has them in memory. */
    private Map<String, PriceVersion> versions(String currency) {
        Map<String, PriceVersion> versions = new HashMap<>();
        @Nullable String after = null;
        while (true) {
            List<PriceVersion> page = directory.prices(new PriceQuery(null, null, null, currency), after, PAGE);
            page.forEach(version -> versions.put(version.stored().price().id(), version));
            if (page.size() < PAGE) {
                return versions;
            }
            after = page.get(PAGE - 1).stored().price().id();
        }
    }

    /** Those that match, in the order in which they decide: each is found when those before it are left out. */
    private static List<Price> ranked(
            Map<String, PriceVersion> versions, QueryParameters parameters, String currency, Instant time) {
        List<Price> left = new ArrayList<>(versions.values().stream()
                .map(version -> version.stored().price())
                .toList());
        List<Price> ranked = new ArrayList<>();
        String route = parameters.value(PricesResource.ROUTE);
        while (ranked.size() <= MOST_OTHERS) {
            Price next = new PriceBook(left)
                    .find(
                            route == null ? "" : route,
                            parameters.value(PricesResource.PROVIDER),
                            parameters.value(PricesResource.MODEL),
                            currency,
                            time.toEpochMilli());
            if (next == null) {
                break;
            }
            ranked.add(next);
            left.removeIf(price -> price.isVersionOf(next));
        }
        return ranked;
    }

    private static JsonObject other(Price price) {
        return new JsonFields()
                .text("id", price.id())
                .text(PricesResource.ROUTE, price.route())
                .text(PricesResource.PROVIDER, price.provider())
                .text(PricesResource.MODEL, price.model())
                .text("matched_by", matchedBy(price))
                .toJson();
    }

    private static String matchedBy(Price price) {
        if (price.route() != null) {
            return "route";
        }
        return (price.provider() + price.model()).indexOf('*') < 0 ? "exact" : "glob";
    }

    private static String detail(Price price) {
        return switch (matchedBy(price)) {
            case "route" -> "The price of the route comes before every price of a provider and a model.";
            case "exact" -> "The route has no price in effect; that of exactly this provider and model comes next.";
            default ->
                "Neither the route nor exactly this provider and model has a price in effect; of the globs that match, the"
                        + " one with the longest model, then the longest provider, comes first.";
        };
    }

    private static String none(boolean noPrices, String currency) {
        return noPrices
                ? "There is no price in " + currency + " at all."
                : "No price in " + currency + " that matches is in effect then: a record with units or tokens would be"
                        + " flagged unknown_price and cost 0.";
    }
}
