package io.gauger.price;

import io.gauger.admit.Globs;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All prices that a node knows at one moment. One decides: that of the route, else that of exactly this provider and model,
 * else that with the longest glob; of its versions the latest that is in effect at the record's time. A price that is not in
 * effect yet does not count, so that the next in this order decides. Immutable.
 */
public final class PriceBook {
    /** Without prices. Nothing is priced then, and nothing is flagged. */
    public static final PriceBook EMPTY = new PriceBook(List.of());

    private final Map<String, Currency> currencies = new HashMap<>();
    private final Map<String, Price> byId = new HashMap<>();

    /** With these prices, of whatever currencies. */
    public PriceBook(Collection<Price> prices) {
        Map<String, List<Price>> versions = new HashMap<>();
        for (Price price : prices) {
            byId.put(price.id(), price);
            versions.computeIfAbsent(price.subject(), subject -> new ArrayList<>())
                    .add(price);
        }
        versions.values().forEach(of -> currencies
                .computeIfAbsent(of.get(0).currency(), currency -> new Currency())
                .add(new Versions(of)));
        currencies.values().forEach(Currency::sort);
    }

    /** Whether there is no price at all. */
    public boolean isEmpty() {
        return currencies.isEmpty();
    }

    /**
     * What a record costs.
     *
     * @param currency of the account, ISO 4217
     */
    public Rated rate(Priced record, String currency) {
        if (isEmpty() || isNothing(record)) {
            return Rated.NOTHING;
        }
        Price price = find(record.route(), record.provider(), record.model(), currency, record.epochMilli());
        if (price == null) {
            return Rated.UNKNOWN;
        }
        return new Rated(amount(price.cost(), record), amount(price.market(), record), price.id(), false);
    }

    /** The version with this id; null if it is not known. */
    public @Nullable Price version(String id) {
        return byId.get(id);
    }

    /** What a record costs by a price, whether or not it is the one that decides. */
    public static Rated by(Price price, Priced record) {
        return new Rated(amount(price.cost(), record), amount(price.market(), record), price.id(), false);
    }

    /**
     * The price that decides; null if there is none.
     *
     * @param provider null if it is not known, which only a {@code *} stands for
     * @param model likewise
     * @param epochMilli in milliseconds since 1970-01-01T00:00Z
     */
    public @Nullable Price find(
            String route, @Nullable String provider, @Nullable String model, String currency, long epochMilli) {
        Currency prices = currencies.get(currency);
        return prices == null
                ? null
                : prices.find(route, provider == null ? "" : provider, model == null ? "" : model, epochMilli);
    }

    private static boolean isNothing(Priced record) {
        return record.units().signum() == 0
                && record.promptTokens() == 0
                && record.completionTokens() == 0
                && record.cachedTokens() == 0;
    }

    private static BigDecimal amount(Rates rates, Priced record) {
        return rates.amount(record.promptTokens(), record.completionTokens(), record.cachedTokens(), record.units());
    }

    /** The prices of one currency. */
    private static final class Currency {
        /** The longest model first, then the longest provider; of equal ones the first by name, so that all nodes agree. */
        private static final Comparator<Versions> LONGEST_GLOB = Comparator.comparingInt(
                        (Versions versions) -> versions.model().length())
                .thenComparingInt(versions -> versions.provider().length())
                .reversed()
                .thenComparing(versions -> versions.model() + '\u0000' + versions.provider());

        private final Map<String, Versions> routes = new HashMap<>();
        private final Map<String, Map<String, Versions>> exact = new HashMap<>();
        private final List<Versions> globs = new ArrayList<>();

        void add(Versions versions) {
            String route = versions.first().route();
            if (route != null) {
                routes.put(route, versions);
            } else if (versions.isGlob()) {
                globs.add(versions);
            } else {
                exact.computeIfAbsent(versions.provider(), provider -> new HashMap<>())
                        .put(versions.model(), versions);
            }
        }

        void sort() {
            globs.sort(LONGEST_GLOB);
        }

        @Nullable
        Price find(String route, String provider, String model, long epochMilli) {
            Versions ofRoute = routes.get(route);
            Price found = ofRoute == null ? null : ofRoute.at(epochMilli);
            if (found != null) {
                return found;
            }
            Versions ofModel = exact.getOrDefault(provider, Map.of()).get(model);
            found = ofModel == null ? null : ofModel.at(epochMilli);
            for (int i = 0; found == null && i < globs.size(); i++) {
                Versions glob = globs.get(i);
                if (Globs.matches(glob.model(), model) && Globs.matches(glob.provider(), provider)) {
                    found = glob.at(epochMilli);
                }
            }
            return found;
        }
    }

    /** The versions of one price, the latest first. */
    private static final class Versions {
        private final Price[] latestFirst;

        Versions(List<Price> versions) {
            latestFirst = versions.stream()
                    .sorted(Comparator.comparingLong(Price::effectiveFrom)
                            .thenComparing(Price::id)
                            .reversed())
                    .toArray(Price[]::new);
        }

        Price first() {
            return latestFirst[0];
        }

        String provider() {
            return String.valueOf(first().provider());
        }

        String model() {
            return String.valueOf(first().model());
        }

        boolean isGlob() {
            return provider().indexOf('*') >= 0 || model().indexOf('*') >= 0;
        }

        @Nullable
        Price at(long epochMilli) {
            for (Price version : latestFirst) {
                if (version.effectiveFrom() <= epochMilli) {
                    return version;
                }
            }
            return null;
        }
    }
}
