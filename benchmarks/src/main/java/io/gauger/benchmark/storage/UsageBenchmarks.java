package io.gauger.benchmark.storage;

import io.gauger.store.Store;
import io.gauger.usage.Dimension;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageQuery;
import io.gauger.usage.UsageReader;
import io.gauger.usage.UsageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how long it takes to read one account's usage of a year by day, beside few records and beside many that are in
 * as many rollups, by turns. {@link StoragePlan} tells what the arguments may be; {@code few} is also how many rollups
 * there are, those of all accounts together.
 */
public final class UsageBenchmarks {
    private static final String ACCOUNT = "acct_0";

    private final StoragePlan plan;

    private UsageBenchmarks(StoragePlan plan) {
        this.plan = plan;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        StoragePlan plan = new StoragePlan(List.of(arguments));
        StringBuilder table = new StringBuilder("| database | rollups of the account | beside " + plan.number("few")
                + " records | beside " + plan.number("many") + " records | ratio |\n");
        table.append("|---|---|---|---|---|\n");
        for (String database : plan.databases()) {
            table.append(new UsageBenchmarks(plan).measure(database));
        }
        String report =
                table + "\n" + Surroundings.describe() + "; " + plan.number("rounds") + " rounds, each the median of "
                        + plan.number("asks") + " readings; " + plan.number("accounts") + " accounts\n";
        Files.writeString(plan.report(), report);
        System.out.println(report);
    }

    private String measure(String name) throws IOException, SQLException {
        try (TestDatabase database = TestDatabase.named(name);
                Store few = filled(database, name, plan.number("few"));
                Store many = filled(database, name, plan.number("many"))) {
            read(few, plan.number("few"));
            read(many, plan.number("many"));
            Rounds fewMillis = new Rounds();
            Rounds manyMillis = new Rounds();
            Rounds ratios = new Rounds();
            for (int round = 0; round < plan.number("rounds"); round++) {
                boolean back = round % 2 == 1;
                double first = read(back ? many : few, plan.number(back ? "many" : "few"));
                double second = read(back ? few : many, plan.number(back ? "few" : "many"));
                fewMillis.add(back ? second : first);
                manyMillis.add(back ? first : second);
                ratios.add(back ? first / second : second / first);
            }
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f ms | %.1f ms | %s |%n",
                    name,
                    plan.number("few") / plan.number("accounts"),
                    fewMillis.median(),
                    manyMillis.median(),
                    ratios);
        }
    }

    private Store filled(TestDatabase database, String name, int records) throws SQLException {
        String url = database.create(false);
        long start = System.nanoTime();
        try (Connection connection = database.connect(url)) {
            new YearOfUsage(name, plan.number("accounts"), plan.number("few")).fill(connection, records);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d records are there after %.0f s%n",
                name,
                records,
                (System.nanoTime() - start) / 1e9);
        return TestDatabase.store(url);
    }

    /** The median in milliseconds. */
    private double read(Store store, int records) {
        UsageReader usage = store.usage();
        UsageQuery year = new UsageQuery(
                YearOfUsage.FROM, YearOfUsage.TO, TimeGroup.DAY, List.of(), Map.of(Dimension.ACCOUNT, ACCOUNT));
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < plan.number("asks"); i++) {
            long start = System.nanoTime();
            UsageReport report = usage.read(year);
            millis.add((System.nanoTime() - start) / 1e6);
            long requests = report.totals().requests();
            if (requests != records / plan.number("accounts")) {
                throw new IllegalStateException("The year has " + requests + " requests");
            }
        }
        return new Rounds(millis).median();
    }
}
