package io.gauger.benchmark.storage;

import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import io.gauger.price.Rates;
import io.gauger.store.Store;
import java.math.BigDecimal;
import java.util.List;

/** What the sample's models cost: a price each, with ids as long as those that are made for operators. */
final class SamplePrices {
    static final PriceBook BOOK = new PriceBook(all());
    static final String CURRENCY = "USD";

    private SamplePrices() {}

    /** Makes them in a database that has none. */
    static void create(Store store) {
        for (Price price : all()) {
            store.administration().change("benchmark", changes -> changes.createPrice(price));
        }
    }

    private static List<Price> all() {
        return List.of(
                price("price_0199a3c57be87d2f8b1c4e5f60718293", "gpt-4o-mini", "0.15", "0.60", "0.075"),
                price("price_0199a3c57be97c3e9d2a5b6c7d8e9f01", "claude-3-5-haiku-20241022", "0.80", "4", "0.08"),
                price("price_0199a3c57bea7f40a1b2c3d4e5f60718", "gpt-4o", "2.50", "10", "1.25"));
    }

    private static Price price(String id, String model, String prompt, String completion, String cached) {
        Rates rates =
                new Rates(new BigDecimal(prompt), new BigDecimal(completion), new BigDecimal(cached), BigDecimal.ZERO);
        return new Price(id, null, "openai", model, rates, rates, CURRENCY, 0);
    }
}
