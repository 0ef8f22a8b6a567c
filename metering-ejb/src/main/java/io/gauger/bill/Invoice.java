package io.gauger.bill;

import io.gauger.account.Account;
import io.gauger.ledger.LedgerEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;

/**
 * What an account owes for a month. Its total is the sum of its lines, exactly: nothing is rounded here.
 *
 * @param account whose it is
 * @param month of the account's time zone
 * @param start its first instant
 * @param end the first instant behind it
 * @param open whether the month is not over, so that lines may still grow
 * @param lines in the order in which they are shown: usage, plans, adjustments
 * @param payments what was credited or taken back meanwhile, which is no part of the total; in the order of the ledger
 */
public record Invoice(
        Account account,
        YearMonth month,
        Instant start,
        Instant end,
        boolean open,
        List<InvoiceLine> lines,
        List<LedgerEntry> payments) {
    public Invoice {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
    }

    /** The sum of all lines. */
    public BigDecimal total() {
        return sum(InvoiceLine::amount);
    }

    /** The sum of the lines that are in the ledger. */
    public BigDecimal posted() {
        return sum(line -> line.posted() ? line.amount() : BigDecimal.ZERO);
    }

    /** What the list price of the same is. */
    public BigDecimal market() {
        return sum(InvoiceLine::market);
    }

    private BigDecimal sum(Function<InvoiceLine, BigDecimal> part) {
        return lines.stream().map(part).reduce(BigDecimal.ZERO.setScale(InvoiceLine.SCALE), BigDecimal::add);
    }
}
