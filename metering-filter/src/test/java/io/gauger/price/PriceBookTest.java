package io.gauger.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which price decides, and what it comes to; the examples are worked out by hand. */
class PriceBookTest {
    private static final Rates FREE = rates("0", "0", "0", "0");

    @Test
    void tokensCostByTheMillionAndCachedOnesOfThePromptTheirOwnPrice() {
        Rates rates = rates("2.50", "10", "1.25", "0");

        // (1,000 − 400) × 2.50 + 400 × 1.25 + 120 × 10 = 1,500 + 500 + 1,200 millionths
        assertThat(rates.amount(1000, 120, 400, BigDecimal.ZERO)).isEqualTo(new BigDecimal("0.003200000000"));
    }

    @Test
    void unitsCostByTheUnitBesideTokens() {
        Rates rates = rates("1", "0", "0", "0.015");

        assertThat(rates.amount(1_000_000, 0, 0, new BigDecimal("3.000000001")))
                .isEqualTo(new BigDecimal("1.045000000015"));
    }

    @Test
    void anAmountIsRoundedHalfEvenOnce() {
        // 0.0000005 and 0.0000015 of a millionth: both lie in the middle between two amounts
        assertThat(rates("0.0000005", "0", "0", "0").amount(1, 0, 0, BigDecimal.ZERO))
                .isEqualTo(new BigDecimal("0.000000000000"));
        assertThat(rates("0.0000015", "0", "0", "0").amount(1, 0, 0, BigDecimal.ZERO))
                .isEqualTo(new BigDecimal("0.000000000002"));
        // two halves that are not rounded before they are added
        assertThat(rates("0.0000005", "0.0000005", "0", "0").amount(1, 1, 0, BigDecimal.ZERO))
                .isEqualTo(new BigDecimal("0.000000000001"));
    }

    @Test
    void moreCachedTokensThanPromptTokensMakeNoCredit() {
        assertThat(rates("100", "0", "1", "0").amount(10, 0, 1_000_000, BigDecimal.ZERO))
                .isEqualTo(new BigDecimal("1.000000000000"));
    }

    @Property
    void anAmountIsNeverBelowZeroAndGrowsWithWhatIsUsed(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long prompt,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long completion,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long cached,
            @ForAll @BigRange(min = "0", max = "1000000") BigDecimal units) {
        Rates rates = rates("2.5", "10", "1.25", "0.000000000001");

        BigDecimal amount = rates.amount(prompt, completion, cached, units);

        assertThat(amount).isNotNegative().hasScaleOf(12);
        assertThat(rates.amount(prompt, completion + 1_000_000, cached, units).subtract(amount))
                .isEqualByComparingTo("10");
    }

    @Test
    void thePriceOfTheRouteDecidesBeforeThatOfTheModelAndTheModelsBeforeGlobs() {
        Price glob = model("glob", "openai", "gpt-4*", 0);
        Price exact = model("exact", "openai", "gpt-4o", 0);
        Price route = route("route", "chat", 0);

        assertThat(decides(List.of(glob), "chat", "openai", "gpt-4o")).isEqualTo("glob");
        assertThat(decides(List.of(exact, glob), "chat", "openai", "gpt-4o")).isEqualTo("exact");
        assertThat(decides(List.of(glob, exact, route), "chat", "openai", "gpt-4o"))
                .isEqualTo("route");
        assertThat(decides(List.of(glob, exact, route), "other", "openai", "gpt-4o"))
                .isEqualTo("exact");
    }

    @Test
    void theLongestGlobDecidesThatOfTheModelFirst() {
        List<Price> prices = List.of(
                model("any", "*", "*", 0),
                model("provider", "openai", "*", 0),
                model("gpt", "*", "gpt-*", 0),
                model("gpt-4", "openai", "gpt-4*", 0));

        assertThat(decides(prices, "r", "openai", "gpt-4o")).isEqualTo("gpt-4");
        assertThat(decides(prices, "r", "openai", "gpt-3.5")).isEqualTo("gpt");
        assertThat(decides(prices, "r", "openai", "o3")).isEqualTo("provider");
        assertThat(decides(prices, "r", "anthropic", "claude")).isEqualTo("any");
        assertThat(decides(prices, "r", null, null)).isEqualTo("any");
    }

    @Test
    void ofItsVersionsTheLatestInEffectDecides() {
        List<Price> versions = List.of(
                model("second", "openai", "gpt", 2000),
                model("first", "openai", "gpt", 1000),
                model("any", "*", "*", 0));
        PriceBook book = new PriceBook(versions);

        assertThat(id(book.find("r", "openai", "gpt", "USD", 999))).isEqualTo("any");
        assertThat(id(book.find("r", "openai", "gpt", "USD", 1000))).isEqualTo("first");
        assertThat(id(book.find("r", "openai", "gpt", "USD", 1999))).isEqualTo("first");
        assertThat(id(book.find("r", "openai", "gpt", "USD", 2000))).isEqualTo("second");
    }

    @Test
    void pricesCountForTheirCurrencyAlone() {
        PriceBook book = new PriceBook(List.of(model("dollars", "*", "*", 0)));

        assertThat(book.find("r", "openai", "gpt", "EUR", 1)).isNull();
    }

    @Test
    void whatHasNoPriceCostsNothingAndIsUnknownOnceThereArePrices() {
        PriceBook book = new PriceBook(List.of(model("other", "anthropic", "*", 0)));

        assertThat(book.rate(record("openai", "gpt", 10), "USD")).isEqualTo(Rated.UNKNOWN);
        assertThat(book.rate(record("openai", "gpt", 0), "USD"))
                .as("nothing was used")
                .isEqualTo(Rated.NOTHING);
        assertThat(PriceBook.EMPTY.rate(record("openai", "gpt", 10), "USD")).isEqualTo(Rated.NOTHING);
    }

    @Test
    void aRecordHasCostAndMarketByTheSamePrice() {
        Price price =
                new Price("p", null, "openai", "gpt", rates("1", "2", "0", "0"), rates("3", "4", "0", "0"), "USD", 0);

        Rated rated = new PriceBook(List.of(price)).rate(record("openai", "gpt", 1_000_000), "USD");

        assertThat(rated)
                .isEqualTo(new Rated(new BigDecimal("1.000000000000"), new BigDecimal("3.000000000000"), "p", false));
    }

    @Test
    void theOrderInWhichPricesAreReadMakesNoDifference() {
        List<Price> prices = new ArrayList<>(List.of(
                model("a", "x*", "m*", 0),
                model("b", "*y", "m*", 0),
                model("c", "xy", "m", 5),
                model("d", "xy", "m", 5)));
        String first = decides(prices, "r", "xy", "m2");
        Collections.reverse(prices);

        assertThat(decides(prices, "r", "xy", "m2")).isEqualTo(first);
        assertThat(decides(prices, "r", "xy", "m")).isEqualTo("d");
    }

    @Test
    void aPriceIsOfARouteOrOfAModel() {
        assertThatThrownBy(() -> new Price("p", "r", "openai", "gpt", FREE, FREE, "USD", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Price("p", null, "openai", null, FREE, FREE, "USD", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static @Nullable String decides(
            List<Price> prices, String route, @Nullable String provider, @Nullable String model) {
        return id(new PriceBook(prices).find(route, provider, model, "USD", 10));
    }

    private static @Nullable String id(@Nullable Price price) {
        return price == null ? null : price.id();
    }

    private static Price model(String id, String provider, String model, long from) {
        return new Price(id, null, provider, model, FREE, FREE, "USD", from);
    }

    private static Price route(String id, String route, long from) {
        return new Price(id, route, null, null, FREE, FREE, "USD", from);
    }

    private static Rates rates(String prompt, String completion, String cached, String unit) {
        return new Rates(
                new BigDecimal(prompt), new BigDecimal(completion), new BigDecimal(cached), new BigDecimal(unit));
    }

    private static Priced record(String provider, String model, long prompt) {
        return new Priced() {
            @Override
            public String route() {
                return "r";
            }

            @Override
            public String provider() {
                return provider;
            }

            @Override
            public String model() {
                return model;
            }

            @Override
            public long promptTokens() {
                return prompt;
            }

            @Override
            public long completionTokens() {
                return 0;
            }

            @Override
            public long cachedTokens() {
                return 0;
            }

            @Override
            public BigDecimal units() {
                return BigDecimal.ZERO;
            }

            @Override
            public long epochMilli() {
                return 10;
            }
        };
    }
}
