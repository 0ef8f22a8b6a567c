package io.gauger.benchmark.journal;

import io.gauger.benchmark.Application;
import io.gauger.benchmark.Words;
import io.gauger.benchmark.Workload;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The processor time of a request from the filter into the journal on disk: 1 KB of JSON on one of many routes, with one
 * of many keys, measured by an expression. It is the time of the request's thread and its share of the journal's own, so
 * that it does not matter what else the machine does; that of the whole process stands beside it. In a round as many
 * requests run without a filter, and are taken off.
 */
public final class RequestBenchmarks {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rounds", "5",
            "warmup", "200000",
            "requests", "200000",
            "routes", "1000",
            "asked", "10",
            "keys", "100000",
            "directory", "target",
            "report", "target/request.md");

    private final Words words;

    private RequestBenchmarks(Words words) {
        this.words = words;
    }

    /** Measures; the words are those of {@link #DEFAULTS}. */
    public static void main(String[] arguments) throws IOException, ServletException {
        Words words = new Words(DEFAULTS, List.of(arguments));
        String report = new RequestBenchmarks(words).measure();
        Files.writeString(Path.of(words.text("report")), report);
        System.out.println(report);
    }

    private String measure() throws IOException, ServletException {
        int requests = words.number("requests");
        Application application = new Application(Workload.JSON_1K);
        Costs[] without = new Costs[words.number("rounds")];
        Costs[] with = new Costs[without.length];
        Callers callers = new Callers(words.number("keys"));
        try (MeteredApplication metered = new MeteredApplication(
                application,
                words.number("routes"),
                words.number("asked"),
                callers,
                Path.of(words.text("directory")))) {
            metered.bare(words.number("warmup"));
            metered.filtered(words.number("warmup"));
            metered.drain();
            for (int round = 0; round < with.length; round++) {
                without[round] = Costs.of(() -> metered.bare(requests));
                with[round] = Costs.of(() -> metered.filtered(requests));
                metered.drain();
            }
        }
        return table(without, with);
    }

    private String table(Costs[] without, Costs[] with) {
        StringBuilder table =
                new StringBuilder("| round | no filter | request's thread | journal's thread | added | process |\n");
        table.append("|---|---|---|---|---|---|\n");
        for (int i = 0; i < with.length; i++) {
            table.append(row(i + 1, without[i].each(words.number("requests")), with[i].each(words.number("requests"))));
        }
        return table + "\n"
                + String.format(
                        Locale.ROOT,
                        "%s routes of which %s are asked, %s keys, %s requests a round behind %s; load %.1f%n",
                        words.text("routes"),
                        words.text("asked"),
                        words.text("keys"),
                        words.text("requests"),
                        words.text("warmup"),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String row(int round, Costs without, Costs with) {
        return String.format(
                Locale.ROOT,
                "| %d | %.2f µs | %.2f µs | %.2f µs | %.2f µs | %.2f µs |%n",
                round,
                without.ownMicros(),
                with.ownMicros(),
                with.journalMicros(),
                with.ownMicros() + with.journalMicros() - without.ownMicros(),
                with.processMicros() - without.processMicros());
    }
}
