package io.gauger.benchmark;

import io.gauger.benchmark.rival.Rivals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures round by round: in each, every workload is run by every rival in a process of its own, one after the other.
 * So ratios are between neighbours in time, and the spread over the rounds says what they are worth. {@link Plan} tells
 * what the arguments may be.
 */
public final class Benchmarks {
    private final Plan plan;
    private final Report report = new Report();

    private Benchmarks(Plan plan) {
        this.plan = plan;
    }

    public static void main(String[] arguments) throws RunnerException, IOException {
        Plan plan = new Plan(List.of(arguments));
        String before = load();
        String table = new Benchmarks(plan).run() + "\n" + machine() + ", load " + before + " before, " + load()
                + " after; " + plan + "\n";
        Files.writeString(plan.report(), table);
        System.out.println(table);
    }

    private String run() throws RunnerException {
        for (int round = 0; round < plan.number("rounds"); round++) {
            for (Workload workload : plan.workloads()) {
                for (Rivals rival : plan.rivals(workload, round)) {
                    Figure figure = measure(options(FilterBenchmark.class)
                                    .param("workload", workload.name())
                                    .param("rival", rival.name()))
                            .values()
                            .iterator()
                            .next();
                    report.add(workload, rival, figure);
                    tell(round, workload.title() + ", " + rival.title(), figure);
                }
            }
            if (plan.others()) {
                for (Class<?> other :
                        List.of(ExpressionBenchmark.class, ReservationBenchmark.class, PhysicalBenchmark.class)) {
                    measure(options(other)).forEach(report::add);
                }
            }
        }
        return report.table();
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        TimeValue time = TimeValue.milliseconds(plan.number("millis"));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\b" + benchmark.getSimpleName() + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(plan.number("warmups"))
                .warmupTime(time)
                .measurementIterations(plan.number("iterations"))
                .measurementTime(time)
                .shouldFailOnError(true)
                .jvmArgsAppend(plan.text("jvm").split(",", -1))
                .addProfiler(GCProfiler.class);
        String profiler = plan.text("profiler");
        return profiler.isEmpty()
                ? options.verbosity(VerboseMode.SILENT)
                : options.addProfiler(profiler).verbosity(VerboseMode.NORMAL);
    }

    /** By the name of the benchmark's method. */
    private static Map<String, Figure> measure(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.stream()
                .collect(Collectors.toMap(result -> result.getPrimaryResult().getLabel(), Benchmarks::figure));
    }

    /** JMH's own types of results are raw. */
    @SuppressWarnings("rawtypes")
    private static Figure figure(RunResult result) {
        double bytes = result.getSecondaryResults().entrySet().stream()
                .filter(secondary -> secondary.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(secondary -> secondary.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
        // the median, since other processes come and go
        return new Figure(result.getPrimaryResult().getStatistics().getPercentile(50), bytes);
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    /** Processes that ran or waited in the last minute, our own included. */
    private static String load() {
        double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", average);
    }

    private static void tell(int round, String what, Figure figure) {
        System.out.printf(
                Locale.ROOT, "round %d: %s: %.1f ns, %.0f B%n", round + 1, what, figure.nanos(), figure.bytes());
    }
}
