package io.gauger.benchmark.storage;

import io.gauger.benchmark.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is run, from words as {@code rounds=3 records=100000 databases=mariadb,h2}: see {@link #DEFAULTS}. */
final class StoragePlan {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("rounds", "5"),
            Map.entry("warmup", "20000"),
            Map.entry("records", "100000"),
            Map.entry("accounts", "20"),
            Map.entry("prices", "true"),
            Map.entry("databases", "postgresql,mariadb,h2"),
            Map.entry("backlog", "1000000"),
            Map.entry("heap", "64"),
            Map.entry("few", "100000"),
            Map.entry("many", "10000000"),
            Map.entry("asks", "20"),
            Map.entry("report", "target/storage.md"));

    private final Words words;

    StoragePlan(List<String> given) {
        words = new Words(DEFAULTS, given);
    }

    int number(String name) {
        return words.number(name);
    }

    /** Whether records are priced, and accounts debited for them. */
    boolean prices() {
        return Boolean.parseBoolean(words.text("prices"));
    }

    Path report() {
        return Path.of(words.text("report"));
    }

    /** Names of the databases, in order. */
    List<String> databases() {
        return List.of(words.text("databases").split(",", -1));
    }

    @Override
    public String toString() {
        return words.text("rounds") + " rounds of " + words.text("records") + " records behind " + words.text("warmup")
                + ", " + words.text("accounts") + " accounts, "
                + (prices() ? "priced" : "without prices");
    }
}
