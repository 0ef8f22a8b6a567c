package io.gauger.rerate;

import java.util.List;

/**
 * What pricing anew comes to.
 *
 * @param totals by currency, in the order of their codes
 * @param accounts in the order of their ids, at most {@link #MOST_ACCOUNTS}
 * @param moreAccounts how many there are besides
 */
public record ReratingResult(List<AccountRerating> totals, List<AccountRerating> accounts, long moreAccounts) {
    /** More would not help whoever reads them. */
    public static final int MOST_ACCOUNTS = 1000;

    public ReratingResult {
        totals = List.copyOf(totals);
        accounts = List.copyOf(accounts);
    }
}
