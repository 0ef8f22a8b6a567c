package io.gauger.benchmark.server;

import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rivals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures as tables in Markdown; ratios are to no filter in the same round. */
final class ServerReport {
    private static final Contender NO_FILTER = new Contender(Rivals.NO_FILTER, false);

    private final Map<Place, Map<Contender, List<Served>>> speed = new TreeMap<>();
    private final StringBuilder memory = new StringBuilder();

    /** What filters are compared at. */
    private record Place(ServerKind server, Workload workload) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byServer = server.compareTo(other.server);
            return byServer == 0 ? workload.compareTo(other.workload) : byServer;
        }
    }

    void add(ServerKind server, Workload workload, Contender contender, Served served) {
        speed.computeIfAbsent(new Place(server, workload), key -> new TreeMap<>())
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(served);
    }

    void add(ServerKind server, int heap, Rivals rival, Served served, long peak) {
        memory.append(String.format(
                Locale.ROOT,
                "| %s | -Xmx%dm | %s | %,d | %,d | %s |%n",
                server.title(),
                heap,
                rival.title(),
                served.answered(),
                served.failed(),
                peak < 0 ? "did not answer" : String.format(Locale.ROOT, "%.1f MB", peak / 1e6)));
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(
                "| server | workload | filter | requests/s | to no filter | spread | p99 | to no filter | spread | failed |\n");
        table.append("|---|---|---|---|---|---|---|---|---|---|\n");
        speed.forEach((place, contenders) -> contenders.forEach((contender, runs) -> {
            List<Served> without = contenders.getOrDefault(NO_FILTER, List.of());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %,.0f | %s | %.2f ms | %s | %,d |%n",
                    place.server().title(),
                    place.workload().title(),
                    contender.title(),
                    median(values(runs, Served::perSecond)),
                    ratio(runs, without, Served::perSecond),
                    median(values(runs, Served::p99)) / 1e6,
                    ratio(runs, without, Served::p99),
                    runs.stream().mapToLong(Served::failed).sum()));
        }));
        table.append("\n| server | heap | filter | answered | failed | peak heap |\n|---|---|---|---|---|---|\n");
        return table.append(memory).toString();
    }

    private static String ratio(List<Served> runs, List<Served> without, ToDoubleFunction<Served> value) {
        if (runs == without) {
            return " | ";
        }
        List<Double> ratios = IntStream.range(0, Math.min(runs.size(), without.size()))
                .mapToObj(i -> value.applyAsDouble(runs.get(i)) / value.applyAsDouble(without.get(i)))
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT, "%.3f | %.3f to %.3f", median(ratios), ratios.get(0), ratios.get(ratios.size() - 1));
    }

    private static List<Double> values(List<Served> runs, ToDoubleFunction<Served> value) {
        return runs.stream().map(value::applyAsDouble).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
