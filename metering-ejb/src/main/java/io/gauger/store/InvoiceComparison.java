package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.bill.Invoice;
import io.gauger.price.Price;
import io.gauger.usage.LedgerDifference.Figure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes all invoices of all accounts, one after the other, and compares their lines with the ledgers. What is held in memory is
 * one invoice, a few figures of each account, and the prices. For one thread.
 */
final class InvoiceComparison {
    private final Connection connection;
    private final StoredInvoices invoices;
    private final LedgerDifferences differences;
    private final Map<String, Price> prices = new HashMap<>();

    InvoiceComparison(Connection connection, StoredInvoices invoices, LedgerDifferences differences) {
        this.connection = connection;
        this.invoices = invoices;
        this.differences = differences;
    }

    /**
     * Compares those of all time.
     *
     * @param ledgers what is to be in them, by account
     */
    void compare(Map<String, Billed> ledgers) throws SQLException {
        Map<String, Billed> accounts = new TreeMap<>(ledgers);
        add(
                accounts,
                "select account_id, min(bucket), max(bucket) from gauger_rollup where account_id is not null and cost <> 0"
                        + " group by account_id");
        // a period is in the month in which it ends, without that end; what was found later where it was posted
        String time = "(case when number = 1 then period_end - 1 else charged_at end)";
        add(
                accounts,
                "select account_id, min" + time + ", max" + time + " from gauger_plan_charge group by account_id");
        for (Map.Entry<String, Billed> each : accounts.entrySet()) {
            differences.compare(
                    Figure.INVOICE,
                    each.getKey(),
                    null,
                    each.getValue().amount(),
                    invoiced(invoices.billed(connection, each.getKey()), each.getValue()));
        }
    }

    private void add(Map<String, Billed> accounts, String times) throws SQLException {
        StreamedRows.read(connection, times, row -> {
            String account = row.getString(1);
            accounts.put(
                    account, accounts.getOrDefault(account, Billed.NOTHING).within(row.getLong(2), row.getLong(3)));
        });
    }

    private BigDecimal invoiced(Account account, Billed billed) throws SQLException {
        BigDecimal sum = BigDecimal.ZERO;
        if (billed.first() <= billed.last()) {
            YearMonth month = StoredInvoices.month(account, billed.first());
            Invoice invoice;
            do {
                invoice = invoices.posted(connection, account, month, prices);
                sum = sum.add(invoice.posted());
                month = month.plusMonths(1);
            } while (invoice.end().toEpochMilli() <= billed.last());
        }
        return sum;
    }
}
