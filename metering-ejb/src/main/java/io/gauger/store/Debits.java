package io.gauger.store;

import io.gauger.ledger.EntryType;
import io.gauger.ledger.LedgerEntry;
import io.gauger.ledger.LedgerEntry.Debited;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Debits accounts for what the records of a batch cost, one entry for each account, in the transaction that inserts them. What
 * has no account, no cost or was refused is not debited. For one thread.
 */
final class Debits {
    private static final long NUMBERS_A_MILLISECOND = 100_000;

    private Debits() {}

    /**
     * Gives the records that are debited, should they be inserted, the number of a new batch: the time in milliseconds and
     * five random digits. Two batches with the same number are told apart by their accounts, as references are unique.
     */
    static void mark(List<RecordRow> rows) {
        Long batch = null;
        for (RecordRow row : rows) {
            boolean debited = row.cost.signum() != 0 && row.accountId != null && row.refusal == null;
            if (debited && batch == null) {
                batch = System.currentTimeMillis() * NUMBERS_A_MILLISECOND
                        + ThreadLocalRandom.current().nextLong(NUMBERS_A_MILLISECOND);
            }
            row.batch = debited ? batch : null;
        }
    }

    /** The reference of a debit. */
    static String reference(long batch, String account) {
        return "usage:" + batch + "/" + account;
    }

    /**
     * Adds the debits of records that were marked and inserted. Comes last in the transaction, as it locks the balances.
     *
     * @param rating tells the currencies of prices, and of accounts whose ledgers are empty
     * @throws OtherCurrency if a record's price is of another currency than the ledger of its account
     */
    static void post(Connection connection, Bulk bulk, List<RecordRow> written, StoredRating rating)
            throws SQLException {
        Map<String, Sum> sums = new HashMap<>();
        Set<String> accounts = new HashSet<>();
        for (RecordRow row : written) {
            String account = row.accountId;
            if (account != null && row.batch != null) {
                sums.computeIfAbsent(account, first -> new Sum(row)).add(row);
            }
            // what a price of the wrong currency gives away for nothing must not be written either
            if (account != null && (row.batch != null || row.priceId != null)) {
                accounts.add(account);
            }
        }
        if (accounts.isEmpty()) {
            return;
        }
        List<BalanceRow> locked = BalanceTable.lock(connection, bulk, accounts, rating::currencyOf);
        refuseOtherCurrencies(written, locked, rating);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<BalanceRow> balances = new ArrayList<>();
        List<LedgerEntry> entries = new ArrayList<>();
        for (BalanceRow before : locked) {
            Sum sum = sums.get(before.account());
            if (sum != null && sum.cost.signum() != 0) {
                BalanceRow after = before.debited(sum.cost.negate());
                balances.add(after);
                entries.add(sum.entry(after, now));
            }
        }
        BalanceTable.write(connection, bulk, balances);
        LedgerTable.insert(connection, bulk, entries);
    }

    /** A currency that was locked cannot change any more, should an entry be added to its ledger. */
    private static void refuseOtherCurrencies(List<RecordRow> written, List<BalanceRow> locked, StoredRating rating) {
        Map<String, BalanceRow> ledgers = new HashMap<>();
        locked.forEach(balance -> ledgers.put(balance.account(), balance));
        Map<String, BalanceRow> others = new HashMap<>();
        for (RecordRow row : written) {
            BalanceRow ledger = row.accountId == null ? null : ledgers.get(row.accountId);
            if (ledger != null && !rating.isIn(ledger.currency(), row.priceId)) {
                others.put(ledger.account(), ledger);
            }
        }
        if (!others.isEmpty()) {
            throw new OtherCurrency(others.values());
        }
    }

    /** What an account's records of the batch come to. */
    private static final class Sum {
        private final long batch;
        private BigDecimal cost = BigDecimal.ZERO;
        private long records;
        private UUID first;
        private UUID last;

        Sum(RecordRow row) {
            batch = row.batch == null ? 0 : row.batch;
            first = row.id;
            last = row.id;
        }

        void add(RecordRow row) {
            cost = cost.add(row.cost);
            records++;
            first = IdOrder.OF_DATABASES.compare(row.id, first) < 0 ? row.id : first;
            last = IdOrder.OF_DATABASES.compare(row.id, last) > 0 ? row.id : last;
        }

        LedgerEntry entry(BalanceRow after, Instant now) {
            return new LedgerEntry(
                    LedgerTable.IDS.next(now.toEpochMilli()),
                    after.account(),
                    after.entries(),
                    now,
                    EntryType.USAGE_DEBIT,
                    cost.negate(),
                    after.balance(),
                    after.currency(),
                    reference(batch, after.account()),
                    null,
                    null,
                    new Debited(batch, records, first, last));
        }
    }
}
