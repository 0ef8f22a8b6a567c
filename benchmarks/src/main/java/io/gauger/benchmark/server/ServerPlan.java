package io.gauger.benchmark.server;

import io.gauger.benchmark.Words;
import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rivals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is run, from words as {@code rounds=3 workloads=json-1k,sse rivals=gauger millis=5000}: see {@link #DEFAULTS}. */
final class ServerPlan {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("servers", "tomcat,payara-micro"),
            Map.entry("rounds", "5"),
            Map.entry("warmup", "5000"),
            Map.entry("millis", "10000"),
            Map.entry("connections", "8"),
            Map.entry("workloads", "json-1k,json-64k,json-10m,binary-10m,sse"),
            Map.entry("rivals", "gauger,spring-jackson,moesif"),
            Map.entry("memory", "256,96"),
            Map.entry("memory-connections", "16"),
            Map.entry("memory-millis", "30000"),
            Map.entry("report", "target/servers.md"));

    private final Words words;

    ServerPlan(List<String> words) {
        this.words = new Words(DEFAULTS, words);
    }

    /** Rounds, connections, or milliseconds of warming up, of measuring and of the tests of memory. */
    int number(String name) {
        return words.number(name);
    }

    Path report() {
        return Path.of(text("report"));
    }

    List<ServerKind> servers() {
        return Words.some(ServerKind.values(), text("servers"));
    }

    List<Workload> workloads() {
        return Words.some(Workload.values(), text("workloads"));
    }

    /** Who is measured beside no filter. */
    List<Rivals> rivals() {
        return Words.some(Rivals.values(), text("rivals"));
    }

    /** Without a filter twice, for the spread of what is the same; there and back again by turns. */
    List<Contender> contenders(int round) {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender(Rivals.NO_FILTER, false));
        all.add(new Contender(Rivals.NO_FILTER, true));
        rivals().forEach(rival -> all.add(new Contender(rival, false)));
        if (round % 2 == 1) {
            Collections.reverse(all);
        }
        return all;
    }

    /** Megabytes of heap to test with. */
    List<Integer> heaps() {
        return Arrays.stream(text("memory").split(",", -1))
                .filter(heap -> !heap.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    /** How it was measured. */
    @Override
    public String toString() {
        return text("rounds") + " rounds of " + text("millis") + " ms behind " + text("warmup") + " ms, "
                + text("connections") + " connections; memory: " + text("memory-connections") + " connections, "
                + text("memory-millis") + " ms";
    }

    private String text(String name) {
        return words.text(name);
    }
}
