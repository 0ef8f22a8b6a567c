package io.gauger.benchmark;

import io.gauger.benchmark.rival.Rivals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What is run, from words as {@code rounds=3 workloads=json-1k,sse rivals=gauger millis=200}: see {@link #DEFAULTS}. A
 * profiler is one of JMH's own, as {@code stack}; options of the JVM are separated by commas. Compilation is waited for
 * ({@code -Xbatch}), else on a machine that is busy warming up would not end. Without a filter is always measured, since the rest is compared with it.
 */
final class Plan {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rounds", "5",
            "warmups", "5",
            "iterations", "5",
            "millis", "500",
            "workloads", Words.names(Workload.values()),
            "rivals", Words.names(Rivals.values()),
            "others", "true",
            "profiler", "",
            "jvm", "-Xbatch",
            "report", "target/benchmarks.md");

    private final Words words;

    Plan(List<String> words) {
        this.words = new Words(DEFAULTS, words);
    }

    /** A number: rounds, in each of which everything is run in a process of its own, iterations or milliseconds. */
    int number(String name) {
        return words.number(name);
    }

    String text(String name) {
        return words.text(name);
    }

    /** Whether expressions and physical references are measured too. */
    boolean others() {
        return Boolean.parseBoolean(text("others"));
    }

    Path report() {
        return Path.of(text("report"));
    }

    List<Workload> workloads() {
        return Words.some(Workload.values(), text("workloads"));
    }

    /**
     * There and back again by turns, so that what slows the machine down for a while does not always hit the same. What
     * no route meters is a question only to us.
     */
    List<Rivals> rivals(Workload workload, int round) {
        List<Rivals> turned = new ArrayList<>(rivals());
        if (workload == Workload.UNMETERED) {
            turned.retainAll(List.of(Rivals.NO_FILTER, Rivals.GAUGER));
        }
        if (round % 2 == 1) {
            Collections.reverse(turned);
        }
        return turned;
    }

    private List<Rivals> rivals() {
        return Words.some(Rivals.values(), "no-filter," + text("rivals"));
    }

    /** How it was measured. */
    @Override
    public String toString() {
        return text("rounds") + " rounds, " + text("warmups") + " + " + text("iterations") + " iterations of "
                + text("millis") + " ms, " + text("jvm");
    }
}
