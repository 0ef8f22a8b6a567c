package io.gauger.benchmark;

import io.gauger.benchmark.rival.Rivals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The figures of all rounds as a table in Markdown. What a filter adds, and its ratio to others, are taken within each
 * round; the median of the rounds is shown with the least and the most.
 */
final class Report {
    private final Map<Workload, Map<Rivals, List<Figure>>> filters = new EnumMap<>(Workload.class);
    private final Map<String, List<Figure>> others = new LinkedHashMap<>();

    void add(Workload workload, Rivals rival, Figure figure) {
        filters.computeIfAbsent(workload, key -> new EnumMap<>(Rivals.class))
                .computeIfAbsent(rival, key -> new ArrayList<>())
                .add(figure);
    }

    void add(String name, Figure figure) {
        others.computeIfAbsent(name, key -> new ArrayList<>()).add(figure);
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append("| workload | filter | total | added | spread of added | allocated | Gauger's added to its |\n");
        table.append("|---|---|---|---|---|---|---|\n");
        filters.forEach((workload, rivals) -> rivals.forEach((rival, figures) -> {
            List<Double> added = added(rivals, rival);
            row(
                    table,
                    workload.title(),
                    rival.title(),
                    time(median(nanos(figures))),
                    rival == Rivals.NO_FILTER ? "" : time(median(added)),
                    rival == Rivals.NO_FILTER ? "" : spread(added),
                    bytes(median(figures.stream().map(Figure::bytes).toList())),
                    ratio(rivals, rival));
        }));
        table.append("\n| what | time | spread | allocated |\n|---|---|---|---|\n");
        others.forEach((name, figures) -> row(
                table,
                name,
                time(median(nanos(figures))),
                spread(nanos(figures)),
                bytes(median(figures.stream().map(Figure::bytes).toList()))));
        return table.toString();
    }

    private static void row(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String ratio(Map<Rivals, List<Figure>> rivals, Rivals rival) {
        if (rival == Rivals.NO_FILTER || rival == Rivals.GAUGER || !rivals.containsKey(Rivals.GAUGER)) {
            return "";
        }
        List<Double> ours = added(rivals, Rivals.GAUGER);
        List<Double> theirs = added(rivals, rival);
        if (theirs.stream().anyMatch(added -> added <= 0)) {
            // what they add is lost in the spread
            return "";
        }
        List<Double> ratios = IntStream.range(0, ours.size())
                .mapToObj(round -> ours.get(round) / theirs.get(round))
                .toList();
        return String.format(Locale.ROOT, "%.2f", median(ratios));
    }

    private static List<Double> added(Map<Rivals, List<Figure>> rivals, Rivals rival) {
        List<Double> total = nanos(rivals.getOrDefault(rival, List.of()));
        List<Double> without = nanos(rivals.getOrDefault(Rivals.NO_FILTER, List.of()));
        return IntStream.range(0, total.size())
                .mapToObj(round -> total.get(round) - without.get(round))
                .toList();
    }

    private static List<Double> nanos(List<Figure> figures) {
        return figures.stream().map(Figure::nanos).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return time(sorted.get(0)) + " to " + time(sorted.get(sorted.size() - 1));
    }

    private static String time(double nanos) {
        double size = Math.abs(nanos);
        if (size < 1_000) {
            return String.format(Locale.ROOT, "%.1f ns", nanos);
        }
        return size < 1_000_000
                ? String.format(Locale.ROOT, "%.2f µs", nanos / 1_000)
                : String.format(Locale.ROOT, "%.2f ms", nanos / 1_000_000);
    }

    private static String bytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f B", bytes);
    }
}
