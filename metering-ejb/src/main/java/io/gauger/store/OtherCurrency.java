package io.gauger.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records are priced in other currencies than the ledgers have that they would be debited from, as their node had not heard of
 * the accounts' new currencies. Nothing of the transaction may stay; it is done again with records that are priced anew.
 */
final class OtherCurrency extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> currencies = new HashMap<>();
    private final HashMap<String, String> lasting = new HashMap<>();

    /** Of these ledgers. */
    OtherCurrency(Collection<BalanceRow> ledgers) {
        super("Records are priced in other currencies than the ledgers of " + accounts(ledgers), null, false, false);
        for (BalanceRow ledger : ledgers) {
            currencies.put(ledger.account(), ledger.currency());
            if (ledger.entries() > 0) {
                lasting.put(ledger.account(), ledger.currency());
            }
        }
    }

    /** Those of the ledgers, by account. */
    Map<String, String> currencies() {
        return Map.copyOf(currencies);
    }

    /** Of these, those that cannot become others any more, as there are entries. */
    Map<String, String> lasting() {
        return Map.copyOf(lasting);
    }

    private static List<String> accounts(Collection<BalanceRow> ledgers) {
        return ledgers.stream().map(BalanceRow::account).toList();
    }
}
