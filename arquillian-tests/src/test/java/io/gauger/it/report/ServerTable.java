package io.gauger.it.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Server × what was tested × passed, as a table of Markdown: a row for each test class, a column for each run. */
final class ServerTable {
    private final List<Tested> results;

    ServerTable(List<Tested> results) {
        this.results = results;
    }

    List<String> runs() {
        return results.stream().map(Tested::run).distinct().toList();
    }

    List<String> failures() {
        return results.stream()
                .filter(result -> result.failed() > 0)
                .map(result -> result.test() + " on " + result.run())
                .toList();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(line("tested", runs()));
        lines.add(line("---", runs().stream().map(run -> "---").toList()));
        lines.add(line("JDK", runs().stream().map(this::java).toList()));
        for (String test : new TreeSet<>(results.stream().map(Tested::test).toList())) {
            lines.add(line(test, runs().stream().map(run -> cell(run, test)).toList()));
        }
        return String.join("\n", lines);
    }

    private String java(String run) {
        return results.stream()
                .filter(result -> result.run().equals(run))
                .map(Tested::java)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Passed of all; empty where it was not run. */
    private String cell(String run, String test) {
        return results.stream()
                .filter(result -> result.run().equals(run) && result.test().equals(test))
                .map(result -> result.passed() + " of " + (result.passed() + result.failed()))
                .collect(Collectors.joining(", "));
    }

    private static String line(String first, List<String> others) {
        return "| %-24s | ".formatted(first)
                + others.stream().map("%-16s"::formatted).collect(Collectors.joining(" | "))
                + " |";
    }
}
