package io.gauger.benchmark.storage;

import io.gauger.account.Account;
import io.gauger.store.Store;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long it takes to reconcile a year of records of many accounts, each with a ledger and twelve invoices.
 * {@link StoragePlan} tells what the arguments may be.
 */
public final class ReconciliationBenchmarks {
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int BATCH = 1000;

    private final StoragePlan plan;

    private ReconciliationBenchmarks(StoragePlan plan) {
        this.plan = plan;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        StoragePlan plan = new StoragePlan(List.of(arguments));
        StringBuilder table = new StringBuilder("| database | entries of ledgers | reconciled in |\n|---|---|---|\n");
        for (String database : plan.databases()) {
            table.append(new ReconciliationBenchmarks(plan).measure(database));
        }
        String report = table + "\n" + Surroundings.describe() + "; " + plan + "\n";
        Files.writeString(plan.report(), report);
        System.out.println(report);
    }

    private String measure(String name) throws IOException, SQLException {
        try (TestDatabase database = TestDatabase.named(name);
                Store store = TestDatabase.store(database.create(plan.prices()))) {
            fill(store);
            Rounds seconds = new Rounds();
            long entries = 0;
            for (int round = 0; round < plan.number("rounds"); round++) {
                long start = System.nanoTime();
                Reconciliation found = store.reconciler().reconcile(new QuarterHours(FROM, FROM.plus(YEAR)));
                seconds.add((System.nanoTime() - start) / 1e9);
                System.out.printf(Locale.ROOT, "%s: %s s%n", name, seconds);
                entries = found.ledger().entries();
                check(found);
            }
            return String.format(Locale.ROOT, "| %s | %d | %s s |%n", name, entries, seconds);
        }
    }

    private void fill(Store store) {
        for (int i = 0; i < plan.number("accounts"); i++) {
            String id = "acct_" + i;
            store.administration().change("benchmark", changes -> changes.createAccount(account(id)));
        }
        int count = plan.number("records");
        SampleRecords records = new SampleRecords(1, plan.number("accounts"), plan.prices(), FROM);
        for (int written = 0; written < count; written += BATCH) {
            store.append(records.next(BATCH, YEAR.toMillis() / count), false);
        }
    }

    private static Account account(String id) {
        return new Account(
                id,
                id,
                Account.Status.ACTIVE,
                null,
                Account.Billing.POSTPAID,
                "UTC",
                SamplePrices.CURRENCY,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    private void check(Reconciliation found) {
        if (found.records().requests() != plan.number("records")
                || !found.differences().isEmpty()
                || !found.ledger().differences().isEmpty()) {
            throw new IllegalStateException(found.records().requests() + " records, " + found.differences() + ", "
                    + found.ledger().differences());
        }
    }
}
