package io.gauger.store;

import io.gauger.ledger.Balance;
import io.gauger.ledger.EntryType;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * A row of {@code gauger_balance}.
 *
 * @param id made from the account, so that rows are locked in the same order by all
 * @param account whose balance it is
 * @param currency of all entries
 * @param balance the sum of all entries
 * @param credits the sum of all but debits of usage
 * @param entries how many there are, and so the number of the last
 * @param change the last change that added to the credits; nodes read those above the last that they know
 * @param stored whether there is such a row
 */
record BalanceRow(
        UUID id,
        String account,
        String currency,
        BigDecimal balance,
        BigDecimal credits,
        long entries,
        long change,
        boolean stored) {

    /** Of an account without any entry. */
    static BalanceRow missing(String account, String currency) {
        return new BalanceRow(idOf(account), account, currency, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, false);
    }

    static UUID idOf(String account) {
        return new HashedId().text(account).made();
    }

    /** With one entry more, which counts as used. */
    BalanceRow debited(BigDecimal amount) {
        return new BalanceRow(id, account, currency, balance.add(amount), credits, entries + 1, change, stored);
    }

    /** With one entry more, which counts as credited unless it is a debit. */
    BalanceRow posted(EntryType type, BigDecimal amount, long newChange) {
        BalanceRow after = debited(amount);
        return type.isCredit()
                ? new BalanceRow(
                        id, account, currency, after.balance, credits.add(amount), after.entries, newChange, stored)
                : after;
    }

    /** The same in another currency, as long as there is no entry. */
    BalanceRow in(String newCurrency) {
        return new BalanceRow(id, account, newCurrency, balance, credits, entries, change, stored);
    }

    Balance toBalance() {
        return new Balance(account, currency, balance, credits, entries);
    }
}
