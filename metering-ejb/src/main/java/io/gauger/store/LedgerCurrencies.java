package io.gauger.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The currencies of ledgers that turned out to be others than this node knew. Those that cannot change any more are kept, as
 * nobody tells nodes of accounts that only the deployment names, whose ledgers keep their currency when {@code gauger.currency}
 * becomes another; without that each batch would be written twice. What is forgotten is found again. Safe for concurrent use.
 */
final class LedgerCurrencies {
    /** Some megabytes at most. */
    private static final int MOST = 10_000;

    private final Map<String, String> kept = new ConcurrentHashMap<>();

    /**
     * Does work until all agrees, which is at most the second time unless an account is changed meanwhile.
     *
     * @param work is given the currencies of ledgers that are others than the node knew, by account
     */
    <T> T settled(Function<Map<String, String>, T> work) {
        Map<String, String> known = kept;
        Map<String, String> found = new HashMap<>();
        Map<String, String> lasting = new HashMap<>();
        while (true) {
            try {
                T result = work.apply(known);
                keep(lasting);
                return result;
            } catch (OtherCurrency e) {
                if (found.entrySet().containsAll(e.currencies().entrySet())) {
                    throw new IllegalStateException("Prices of a currency are of another", e);
                }
                found.putAll(e.currencies());
                lasting.putAll(e.lasting());
                known = new HashMap<>(kept);
                known.putAll(found);
            }
        }
    }

    private void keep(Map<String, String> lasting) {
        if (kept.size() + lasting.size() > MOST) {
            kept.clear();
        }
        kept.putAll(lasting);
    }
}
