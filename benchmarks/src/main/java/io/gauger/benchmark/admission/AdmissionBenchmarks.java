package io.gauger.benchmark.admission;

import io.gauger.admit.Admission;
import io.gauger.admit.KeySnapshot;
import io.gauger.benchmark.Words;
import io.gauger.benchmark.journal.KeyedRequest;
import io.gauger.benchmark.stub.StubRequest;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** The time of decisions one by one, and what it takes to know all keys and accounts. */
public final class AdmissionBenchmarks {
    private static final Map<String, String> DEFAULTS = Map.of(
            "warmups", "5",
            "iterations", "5",
            "millis", "1000",
            "keys", "100000",
            "accounts", "10000",
            "builds", "9",
            "report", "target/admission.md");

    private static final int SETTLING = 4;

    private final Words words;

    private AdmissionBenchmarks(Words words) {
        this.words = words;
    }

    /** Measures; the words are those of {@link #DEFAULTS}. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        AdmissionBenchmarks benchmarks = new AdmissionBenchmarks(new Words(DEFAULTS, List.of(arguments)));
        String report = benchmarks.decisions() + "\n" + benchmarks.snapshot();
        Files.writeString(Path.of(benchmarks.words.text("report")), report);
        System.out.println(report);
    }

    private String decisions() throws RunnerException {
        TimeValue time = TimeValue.milliseconds(words.number("millis"));
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\b" + AdmissionBenchmark.class.getSimpleName() + "\\.")
                        .param("keys", words.text("keys"))
                        .param("accounts", words.text("accounts"))
                        .mode(Mode.SampleTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(words.number("warmups"))
                        .warmupTime(time)
                        .measurementIterations(words.number("iterations"))
                        .measurementTime(time)
                        .jvmArgsAppend("-Xbatch")
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        StringBuilder table =
                new StringBuilder("| what | limits | median | p99 | p99.9 | allocated |\n|---|---|---|---|---|---|\n");
        results.forEach(result -> table.append(row(result)));
        return table.toString();
    }

    /** JMH's own types of results are raw. */
    @SuppressWarnings("rawtypes")
    private static String row(RunResult result) {
        Statistics nanos = result.getPrimaryResult().getStatistics();
        double bytes = result.getSecondaryResults().entrySet().stream()
                .filter(secondary -> secondary.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(secondary -> secondary.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f ns | %.0f ns | %.0f ns | %.0f B |%n",
                result.getPrimaryResult().getLabel(),
                result.getParams().getParam("limited"),
                nanos.getPercentile(50),
                nanos.getPercentile(99),
                nanos.getPercentile(99.9),
                bytes);
    }

    private String snapshot() {
        long before = heap();
        Customers customers = new Customers(words.number("keys"), words.number("accounts"), true);
        long known = heap() - before;
        double[] millis = new double[words.number("builds")];
        KeySnapshot snapshot = customers.snapshot();
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            snapshot = customers.snapshot();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        long more = heap() - before - known;
        KeySnapshot last = snapshot;
        Admission admission = new Admission(Settings.of(Map.of()), () -> last, () -> 1, null);
        long unused = heap();
        showAll(admission, customers);
        return String.format(
                Locale.ROOT,
                "%s keys of %s accounts: %.1f MB as they are known, %.1f MB more as a snapshot, made in %.0f ms (%.0f to"
                        + " %.0f); %.1f MB more while all have used something of their limits; load %.1f%n",
                words.text("keys"),
                words.text("accounts"),
                known / 1e6,
                more / 1e6,
                millis[millis.length / 2],
                millis[0],
                millis[millis.length - 1],
                (heap() - unused) / 1e6,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void showAll(Admission admission, Customers customers) {
        KeyedRequest request = new KeyedRequest(new StubRequest("/"));
        Route route = Route.named("answers").on("GET", "/v1/answers").request().build();
        for (int i = 0; i < words.number("keys"); i++) {
            request.renew("/v1/answers", customers.authorization(i));
            if (admission.decide(request, route, "127.0.0.1").standing().key() == null) {
                throw new IllegalStateException("A key has no limit");
            }
        }
    }

    private static long heap() {
        for (int i = 0; i < SETTLING; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
