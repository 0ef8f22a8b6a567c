package io.gauger.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Records are priced in other currencies than the ledgers have that they would be debited from, as their node had not heard of
 * the accounts' new currencies. Nothing of the transaction may stay; it is done again with records that are priced anew.
 */
final class OtherCurrency extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> currencies;

    /** Of these ledgers, by account. */
    OtherCurrency(Map<String, String> currencies) {
        super("Records are priced in other currencies than the ledgers of " + currencies.keySet(), null, false, false);
        this.currencies = new HashMap<>(currencies);
    }

    /**
     * Does work until all agrees, which is the second time unless an account is changed meanwhile.
     *
     * @param work is given the currencies of ledgers that turned out to be others than the node knew, by account
     */
    static <T> T settled(Function<Map<String, String>, T> work) {
        Map<String, String> known = new HashMap<>();
        while (true) {
            try {
                return work.apply(known);
            } catch (OtherCurrency e) {
                if (known.entrySet().containsAll(e.currencies.entrySet())) {
                    throw new IllegalStateException("Prices of a currency are of another", e);
                }
                known.putAll(e.currencies);
            }
        }
    }
}
