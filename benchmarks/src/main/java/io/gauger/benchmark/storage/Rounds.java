package io.gauger.benchmark.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure of each round. For one thread. */
final class Rounds {
    private final List<Double> figures;

    Rounds() {
        this(List.of());
    }

    Rounds(List<Double> figures) {
        this.figures = new ArrayList<>(figures);
    }

    void add(double figure) {
        figures.add(figure);
    }

    double median() {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }

    /** The median, and between brackets the least and the most. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                median(),
                figures.stream().min(Double::compare).orElseThrow(),
                figures.stream().max(Double::compare).orElseThrow());
    }
}
