package io.gauger.it;

import io.gauger.server.Jcmd;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left in a server after a full garbage collection.
 *
 * @param applications with Gauger in them, each with a class loader of its own
 * @param threads names of those that Gauger or a library of it started, without numbers
 * @param engines class loaders of the expression engine
 * @param heap bytes of all objects
 * @param metaspace kilobytes of all classes
 */
record ServerMemory(long applications, List<String> threads, long engines, long heap, long metaspace) {
    static final String COLUMNS = "applications,threads,engines,heap_bytes,metaspace_kb";

    /** An enum whose constants are there as long as its class. */
    private static final Pattern APPLICATION = Pattern.compile("(?m)^.* io\\.gauger\\.expression\\.Operator( .*)?$");

    private static final Pattern ENGINE =
            Pattern.compile("(?m)^.* org\\.openjdk\\.nashorn\\.internal\\.runtime\\.JSType( .*)?$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");
    private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");
    private static final Pattern THREAD =
            Pattern.compile("(?mi)^\"([^\"]*(?:gauger|h2|mvstore|eclipselink|nashorn)[^\"]*)\"");

    static ServerMemory of(Jcmd jcmd) {
        String objects = jcmd.print("GC.class_histogram");
        return new ServerMemory(
                APPLICATION.matcher(objects).results().count(),
                THREAD.matcher(jcmd.print("Thread.print"))
                        .results()
                        .map(thread -> thread.group(1).replaceAll("[0-9]+", "#"))
                        .sorted()
                        .toList(),
                ENGINE.matcher(objects).results().count(),
                number(TOTAL, objects),
                number(METASPACE, jcmd.print("GC.heap_info")));
    }

    String columns() {
        return applications + "," + threads.size() + "," + engines + "," + heap + "," + metaspace;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in\n" + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
