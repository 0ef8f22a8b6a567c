package io.gauger.it.report;

import io.gauger.server.BuiltFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of one test class in one run of the tests.
 *
 * @param run its name, which is the server's or says what else is different
 * @param server the server's name
 * @param java the version of the Java that the server ran on
 * @param test the simple name of the class
 * @param passed how many tests passed
 * @param failed how many did not, or could not run because what they share failed
 */
record Tested(String run, String server, String java, String test, int passed, int failed) {
    private static final String ENDING = ".tests";

    /** Keeps it until all have run; what a later run of the same name notes of the same class takes its place. */
    void write() {
        String line = String.join(" ", run, server, java, test, Integer.toString(passed), Integer.toString(failed));
        try {
            Files.writeString(Files.createDirectories(folder()).resolve(run + "-" + test + ENDING), line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Could not note what was tested", e);
        }
    }

    /** Of all runs that are noted, in the order of their names. */
    static List<Tested> read() {
        List<Tested> results = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(name -> name.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                Files.readAllLines(file).forEach(line -> results.add(of(line.split(" "))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read what was tested", e);
        }
        return results;
    }

    static Path folder() {
        return BuiltFiles.workFolder().resolve("server-report");
    }

    private static Tested of(String[] fields) {
        return new Tested(
                fields[0], fields[1], fields[2], fields[3], Integer.parseInt(fields[4]), Integer.parseInt(fields[5]));
    }
}
