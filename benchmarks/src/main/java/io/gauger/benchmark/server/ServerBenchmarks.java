package io.gauger.benchmark.server;

import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rivals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Measures what clients of a whole server feel: round by round, each filter in a server process of its own, and no filter
 * twice, so that the table shows how far apart the same comes out. Then what a small heap stands. {@link ServerPlan}
 * tells what the arguments may be.
 */
public final class ServerBenchmarks {
    private final ServerPlan plan;
    private final ServerReport report = new ServerReport();

    private ServerBenchmarks(ServerPlan plan) {
        this.plan = plan;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        ServerPlan plan = new ServerPlan(List.of(arguments));
        String before = load();
        ServerBenchmarks benchmarks = new ServerBenchmarks(plan);
        for (int round = 0; round < plan.number("rounds"); round++) {
            for (ServerKind kind : plan.servers()) {
                benchmarks.speed(kind, round);
            }
        }
        for (ServerKind kind : plan.servers()) {
            benchmarks.memory(kind);
        }
        String table = benchmarks.report.table() + "\n" + machine() + ", load " + before + " before, " + load()
                + " after; " + plan + "\n";
        Files.writeString(plan.report(), table);
        System.out.println(table);
    }

    private void speed(ServerKind kind, int round) throws IOException, InterruptedException, ExecutionException {
        for (Workload workload : plan.workloads()) {
            for (Contender contender : plan.contenders(round)) {
                try (Server server = Server.start(kind, workload, contender.rival())) {
                    Load load = new Load(server, workload);
                    load.run(plan.number("connections"), plan.number("warmup"));
                    Served served = load.run(plan.number("connections"), plan.number("millis"));
                    report.add(kind, workload, contender, served);
                    tell(kind.title() + ", " + workload.title() + ", " + contender.title(), served, "");
                }
            }
        }
    }

    /** Many clients that pull the longest JSON at once. */
    private void memory(ServerKind kind) throws IOException, InterruptedException, ExecutionException {
        for (int heap : plan.heaps()) {
            List<Rivals> rivals = new ArrayList<>(List.of(Rivals.NO_FILTER));
            rivals.addAll(plan.rivals());
            for (Rivals rival : rivals) {
                try (Server server = Server.start(kind, Workload.JSON_10M, rival, "-Xmx" + heap + "m")) {
                    Load load = new Load(server, Workload.JSON_10M);
                    Served served = load.run(plan.number("memory-connections"), plan.number("memory-millis"));
                    long peak = server.peakHeap();
                    report.add(kind, heap, rival, served, peak);
                    tell(kind.title() + ", " + heap + " MB, " + rival.title(), served, ", peak " + peak);
                }
            }
        }
    }

    private static void tell(String what, Served served, String more) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f requests/s, p99 %.2f ms, %d answered, %d failed%s%n",
                what,
                served.perSecond(),
                served.p99() / 1e6,
                served.answered(),
                served.failed(),
                more);
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors for server and clients, "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    private static String load() {
        double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", average);
    }
}
