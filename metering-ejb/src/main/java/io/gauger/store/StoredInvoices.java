package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.Plan;
import io.gauger.account.StoredPrice;
import io.gauger.admit.KnownAccount;
import io.gauger.bill.Invoice;
import io.gauger.bill.InvoiceLine;
import io.gauger.bill.Invoices;
import io.gauger.bill.PlanCharge;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.LedgerEntry;
import io.gauger.pay.PurchaseReference;
import io.gauger.price.Price;
import io.gauger.reserve.Period;
import io.gauger.store.PlanChargeTable.Term;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes invoices: lines of usage are sums of rollups, which are kept for ever; those of plans are what was charged, or will be;
 * adjustments and payments are entries of the ledger.
 */
final class StoredInvoices implements Invoices {
    private final EntityManagers managers;
    private final Database database;
    private final PlanTerms terms;
    private final LongSupplier milliseconds;

    StoredInvoices(EntityManagers managers, Database database, PlanTerms terms, LongSupplier milliseconds) {
        this.managers = managers;
        this.database = database;
        this.terms = terms;
        this.milliseconds = milliseconds;
    }

    @Override
    public Optional<Invoice> of(String accountId, @Nullable YearMonth month) {
        return managers.query(connection -> {
            try (Snapshot moment = database.beginSnapshot(connection)) {
                Optional<Account> account = account(moment.connection(), accountId);
                if (account.isEmpty()) {
                    return Optional.empty();
                }
                YearMonth asked = month == null ? month(account.get(), milliseconds.getAsLong()) : month;
                return Optional.of(invoice(moment.connection(), account.get(), asked));
            }
        });
    }

    /** Whom an invoice is for; empty for who has none, being neither stored nor in any ledger. */
    private Optional<Account> account(Connection connection, String id) throws SQLException {
        Optional<Account> stored = AccountTable.find(connection, id);
        return stored.isPresent()
                ? stored
                : BalanceTable.find(connection, database.bulk(), id)
                        .map(balance -> ofDeployment(id, balance.currency()));
    }

    /** Whom an invoice is for, of whom something is to be in one; without a ledger there is no currency of it to be told. */
    Account billed(Connection connection, String id) throws SQLException {
        return account(connection, id).orElseGet(() -> ofDeployment(id, KnownAccount.DEFAULT_CURRENCY));
    }

    /** One that only the deployment names. */
    private static Account ofDeployment(String id, String currency) {
        return new Account(
                id,
                id,
                Account.Status.ACTIVE,
                null,
                Account.Billing.POSTPAID,
                "UTC",
                currency,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    /** The month of the account's zone that a time is in, by the calendar. */
    static YearMonth month(Account account, long epochMilli) {
        return YearMonth.from(Instant.ofEpochMilli(epochMilli).atZone(PlanTerms.zone(account)));
    }

    private Invoice invoice(Connection connection, Account account, YearMonth month) throws SQLException {
        long now = milliseconds.getAsLong();
        Period period = period(account, month);
        List<InvoiceLine> open = open(connection, account, period, now);
        return invoice(connection, account, month, period, now, open, new HashMap<>());
    }

    /**
     * Of what the transaction of the connection sees, without lines that are not in the ledger yet.
     *
     * @param prices which were read already, by their ids; those that are read are added
     */
    Invoice posted(Connection connection, Account account, YearMonth month, Map<String, Price> prices)
            throws SQLException {
        Period period = period(account, month);
        return invoice(connection, account, month, period, milliseconds.getAsLong(), List.of(), prices);
    }

    private Period period(Account account, YearMonth month) {
        // its second day is in it, whatever the clocks do at its beginning
        return terms.month(
                account,
                month.atDay(2).atStartOfDay(PlanTerms.zone(account)).toInstant().toEpochMilli());
    }

    private static Invoice invoice(
            Connection connection,
            Account account,
            YearMonth month,
            Period period,
            long now,
            List<InvoiceLine> open,
            Map<String, Price> prices)
            throws SQLException {
        List<InvoiceLine> lines = new ArrayList<>(usage(connection, account.id(), period, prices));
        for (PlanCharge charge : PlanChargeTable.ofMonth(connection, account.id(), period)) {
            add(charge, true, lines);
        }
        lines.addAll(open);
        List<LedgerEntry> payments = new ArrayList<>();
        for (LedgerEntry entry : LedgerTable.withoutDebits(connection, account.id(), period)) {
            if (!isBilled(entry.type(), entry.reference())) {
                payments.add(entry);
            } else if (!PlanReference.isOne(entry.reference())) {
                lines.add(new InvoiceLine.Adjustment(
                        entry.id(),
                        entry.reference(),
                        entry.reason(),
                        entry.amount().negate()));
            }
        }
        return new Invoice(
                account,
                month,
                Instant.ofEpochMilli(period.start()),
                Instant.ofEpochMilli(period.end()),
                now < period.end(),
                lines,
                payments);
    }

    /** Whether what an entry moves is in lines of an invoice, and is no payment. */
    static boolean isBilled(EntryType type, String reference) {
        return type == EntryType.USAGE_DEBIT
                || (type == EntryType.ADJUSTMENT && PurchaseReference.purchase(reference) == null);
    }

    private static List<InvoiceLine> usage(
            Connection connection, String account, Period period, Map<String, Price> prices) throws SQLException {
        List<InvoiceLine> lines = new ArrayList<>();
        List<UsageSums> sums = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select price_id, route, provider, model, sum(requests), sum(prompt_tokens), sum(completion_tokens),"
                        + " sum(cached_tokens), sum(units), sum(cost), sum(market) from gauger_rollup"
                        + " where account_id = ? and bucket >= ? and bucket < ?"
                        + " group by price_id, route, provider, model having sum(requests) > 0"
                        + " order by route, provider, model, price_id")) {
            select.setString(1, account);
            select.setLong(2, period.start());
            select.setLong(3, period.end());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sums.add(UsageSums.of(row));
                }
            }
        }
        for (UsageSums each : sums) {
            lines.add(each.line(price(connection, each.priceId(), prices)));
        }
        return lines;
    }

    private static @Nullable Price price(Connection connection, @Nullable String id, Map<String, Price> known)
            throws SQLException {
        if (id != null && !known.containsKey(id)) {
            PriceTable.find(connection, id).map(StoredPrice::price).ifPresent(price -> known.put(id, price));
        }
        return id == null ? null : known.get(id);
    }

    /** What is alike in price, route, provider and model. */
    private record UsageSums(
            @Nullable String priceId,
            String route,
            @Nullable String provider,
            @Nullable String model,
            long requests,
            long promptTokens,
            long completionTokens,
            long cachedTokens,
            BigDecimal units,
            BigDecimal cost,
            BigDecimal market) {
        static UsageSums of(ResultSet row) throws SQLException {
            return new UsageSums(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getBigDecimal(9),
                    row.getBigDecimal(10).setScale(InvoiceLine.SCALE),
                    row.getBigDecimal(11).setScale(InvoiceLine.SCALE));
        }

        InvoiceLine line(@Nullable Price price) {
            return new InvoiceLine.Usage(
                    price,
                    route,
                    provider,
                    model,
                    requests,
                    promptTokens,
                    completionTokens,
                    cachedTokens,
                    units,
                    cost,
                    market);
        }
    }

    /** What the account's plan will cost in periods of the month that began. */
    private List<InvoiceLine> open(Connection connection, Account account, Period month, long now) throws SQLException {
        List<InvoiceLine> lines = new ArrayList<>();
        Plan plan = PlanTerms.charged(connection, account);
        if (plan != null) {
            Term term = PlanChargeTable.term(connection, account.id());
            if (term == null || term.chargedUntil() < month.end()) {
                addOpen(terms.open(connection, account, plan, term, now), month, lines);
            }
        }
        return lines;
    }

    private static void addOpen(List<PlanCharge> open, Period month, List<InvoiceLine> lines) {
        for (PlanCharge charge : open) {
            long end = charge.period().end();
            if (end > month.start() && end <= month.end()) {
                add(charge, false, lines);
            }
        }
    }

    private static void add(PlanCharge charge, boolean posted, List<InvoiceLine> lines) {
        if (charge.price().signum() != 0) {
            lines.add(new InvoiceLine.Plan(charge, posted));
        }
        if (charge.overageAmount().signum() != 0) {
            lines.add(new InvoiceLine.Overage(charge, posted));
        }
    }
}
