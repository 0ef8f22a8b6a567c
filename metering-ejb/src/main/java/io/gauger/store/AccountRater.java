package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.price.PriceBook;
import io.gauger.price.Rated;
import io.gauger.record.RecordId;
import io.gauger.rerate.AccountRerating;
import io.gauger.rerate.RepricedRecord;
import io.gauger.rerate.ReratingOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prices the records of one account after the other, page by page, by the prices that were there when it was made. The lines
 * that it writes count for nothing until {@link ReratingChanges#settle}. For one thread.
 */
final class AccountRater {
    private static final RecordId IDS = new RecordId();

    private final EntityManagers managers;
    private final Database database;
    private final PriceBook book;
    private final String defaultCurrency;

    AccountRater(EntityManagers managers, Database database, PriceBook book, String defaultCurrency) {
        this.managers = managers;
        this.database = database;
        this.book = book;
        this.defaultCurrency = defaultCurrency;
    }

    /**
     * One way through the records of an account.
     *
     * @param id under which its lines stand
     * @param lastChange the change by which the account was re-rated last before it
     * @param sums what it came to
     */
    record Run(UUID id, long lastChange, AccountRerating sums) {}

    /**
     * Goes through the records of an account.
     *
     * @param rerating whose lines are to be written; null for none
     */
    Run run(ReratingOrder order, String account, @Nullable String rerating) {
        UUID id = UUID.randomUUID();
        long lastChange = managers.change(connection -> ReratedAccounts.lastChange(connection, account));
        String currency =
                managers.change(connection -> currency(connection, database.bulk(), account, defaultCurrency));
        AccountRerating sums = AccountRerating.none(account, currency);
        Page page = new Page(sums, null);
        do {
            UUID after = page.last();
            page = managers.change(connection -> {
                database.beginWriting(connection);
                return page(connection, order, currency, account, after, rerating, id);
            });
            sums = sums.plus(page.sums());
        } while (page.last() != null);
        return new Run(id, lastChange, sums);
    }

    /** What a page came to, and where the next begins; null behind the last. */
    private record Page(AccountRerating sums, @Nullable UUID last) {}

    private Page page(
            Connection connection,
            ReratingOrder order,
            String currency,
            String account,
            @Nullable UUID after,
            @Nullable String rerating,
            UUID run)
            throws SQLException {
        List<PricedRecords.Row> rows = PricedRecords.page(connection, account, order.from(), order.to(), after);
        AccountRerating sums = AccountRerating.none(account, currency);
        if (rows.isEmpty()) {
            return new Page(sums, null);
        }
        UUID last = rows.get(rows.size() - 1).id();
        Map<UUID, RepricedRecord> earlier =
                RepricedTable.latest(connection, account, rows.get(0).id(), last);
        List<RepricedTable.Line> lines = new ArrayList<>();
        for (PricedRecords.Row row : rows) {
            RepricedRecord before = earlier.get(row.id());
            Rated rated = book.rate(row, currency);
            boolean stays = rated.priceId() == null;
            RepricedRecord line = new RepricedRecord(
                    IDS.next(System.currentTimeMillis()),
                    row.id(),
                    Instant.ofEpochMilli(row.epochMilli()),
                    account,
                    before == null ? row.cost() : before.newCost(),
                    rated.cost(),
                    before == null ? row.market() : before.newMarket(),
                    rated.market(),
                    String.valueOf(rated.priceId()));
            String named = before == null ? row.priceId() : before.priceId();
            // another version of the same amount is told too, so that the period is then as the prices are
            boolean changed = !stays && (!line.priceId().equals(named) || isOther(line));
            sums = sums.plus(new AccountRerating(
                    account,
                    currency,
                    1,
                    changed ? 1 : 0,
                    rated.unknown() ? 1 : 0,
                    line.oldCost(),
                    stays ? line.oldCost() : line.newCost(),
                    line.oldMarket(),
                    stays ? line.oldMarket() : line.newMarket()));
            if (rerating != null && changed) {
                lines.add(new RepricedTable.Line(rerating, run, line));
            }
        }
        RepricedTable.insert(connection, database.bulk(), lines);
        return new Page(sums, rows.size() < PricedRecords.PAGE ? null : last);
    }

    private static boolean isOther(RepricedRecord line) {
        return line.oldCost().compareTo(line.newCost()) != 0 || line.oldMarket().compareTo(line.newMarket()) != 0;
    }

    /**
     * In which currency an account is billed: that of its ledger, once it has entries, as that of the account is the same then.
     *
     * @param otherwise that of an account that is not stored
     */
    static String currency(Connection connection, Bulk bulk, String account, String otherwise) throws SQLException {
        BalanceRow balance = BalanceTable.find(connection, bulk, account).orElse(null);
        if (balance != null && balance.entries() > 0) {
            return balance.currency();
        }
        return AccountTable.find(connection, account).map(Account::currency).orElse(otherwise);
    }
}
