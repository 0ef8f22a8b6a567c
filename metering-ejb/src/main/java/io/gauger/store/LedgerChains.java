package io.gauger.store;

import static io.gauger.store.AccountTable.constant;

import io.gauger.ledger.EntryType;
import io.gauger.usage.LedgerDifference.Figure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all ledgers, entry by entry: numbers without gaps, each balance the one before and the amount, and the sums those of
 * {@code gauger_balance}. What is held in memory is a few figures of each account. For one thread.
 */
final class LedgerChains {
    private final LedgerDifferences differences;
    private final Map<String, BigDecimal> debits = new HashMap<>();
    private final Map<String, Billed> billed = new TreeMap<>();
    private final Map<String, BalanceRow> balances = new HashMap<>();
    private long accounts;
    private long entries;
    private @Nullable Chain chain;

    LedgerChains(LedgerDifferences differences) {
        this.differences = differences;
    }

    /** Compares all that the transaction of the connection sees. */
    void compare(Connection connection) throws SQLException {
        StreamedRows.read(connection, BalanceTable.SELECT, row -> {
            BalanceRow balance = BalanceTable.row(row);
            balances.put(balance.account(), balance);
        });
        accounts = balances.size();
        StreamedRows.read(
                connection,
                "select account_id, sequence, type, amount, balance_after, currency, reference, time from gauger_ledger"
                        + " order by account_id, sequence",
                this::add);
        finish();
        for (BalanceRow left : balances.values()) {
            new Chain(left.account()).compareWith(left);
        }
    }

    /** What each account was debited, below zero. */
    Map<String, BigDecimal> debits() {
        return debits;
    }

    /** What is to be in invoices, by account. */
    Map<String, Billed> billed() {
        return billed;
    }

    long accounts() {
        return accounts;
    }

    long entries() {
        return entries;
    }

    private void add(ResultSet row) throws SQLException {
        String account = row.getString(1);
        Chain current = chain;
        if (current == null || !current.account.equals(account)) {
            finish();
            current = new Chain(account);
            chain = current;
        }
        entries++;
        current.add(row);
    }

    private void finish() {
        Chain ended = chain;
        if (ended != null) {
            BalanceRow balance = balances.remove(ended.account);
            accounts += balance == null ? 1 : 0;
            ended.compareWith(balance == null ? BalanceRow.missing(ended.account, ended.currency) : balance);
            debits.put(ended.account, ended.sum.subtract(ended.credits));
            billed.put(ended.account, ended.billed);
        }
        chain = null;
    }

    /** What one account's entries come to. */
    private final class Chain {
        private final String account;
        private String currency = "";
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal balanceAfter = BigDecimal.ZERO;
        private BigDecimal credits = BigDecimal.ZERO;
        private Billed billed = Billed.NOTHING;
        private long count;
        private long last;

        Chain(String account) {
            this.account = account;
        }

        void add(ResultSet row) throws SQLException {
            long sequence = row.getLong(2);
            String at = Long.toString(sequence);
            BigDecimal amount = row.getBigDecimal(4);
            differences.compare(Figure.SEQUENCE, account, at, last + 1, sequence);
            differences.compare(Figure.BALANCE_AFTER, account, at, balanceAfter.add(amount), row.getBigDecimal(5));
            currency = count == 0 ? row.getString(6) : currency;
            differences.compare(Figure.CURRENCY, account, at, currency, row.getString(6));
            last = sequence;
            balanceAfter = row.getBigDecimal(5);
            count++;
            sum = sum.add(amount);
            EntryType type = EntryType.valueOf(constant(row.getString(3)));
            if (type.isCredit()) {
                credits = credits.add(amount);
            }
            if (StoredInvoices.isBilled(type, row.getString(7))) {
                billed = billed.with(type, amount.negate(), row.getLong(8));
            }
        }

        void compareWith(BalanceRow balance) {
            differences.compare(Figure.ENTRIES, account, null, count, balance.entries());
            differences.compare(Figure.BALANCE, account, null, sum, balance.balance());
            differences.compare(Figure.CREDITS, account, null, credits, balance.credits());
            if (count > 0) {
                differences.compare(Figure.CURRENCY, account, null, balance.currency(), currency);
            }
        }
    }
}
