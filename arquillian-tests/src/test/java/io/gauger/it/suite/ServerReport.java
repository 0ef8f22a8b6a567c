package io.gauger.it.suite;

import io.gauger.it.suite.Expected.Received;
import io.gauger.server.BuiltFiles;
import io.gauger.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What each cell came to on one server: {@code target/server-report/<run><variant>.csv}, with the columns server, cell,
 * outcome ({@code passed}, {@code exception} or {@code failed}) and remark.
 */
final class ServerReport {
    private final String server;
    private final String variant;
    private final List<String> lines = new ArrayList<>();

    /** Of a server, and of what was different, empty if nothing was. */
    ServerReport(String server, String variant) {
        this.server = server;
        this.variant = variant;
        lines.add("server,cell,outcome,remark");
    }

    /** Runs the checks of the cell and notes how they end. */
    void of(Cell cell, Runnable checks) {
        try {
            checks.run();
        } catch (RuntimeException | Error e) {
            add(
                    cell,
                    "failed",
                    String.valueOf(e.getMessage()).strip().lines().findFirst().orElse(""));
            throw e;
        }
        String reasons = reasons(cell);
        add(cell, reasons.isEmpty() ? "passed" : "exception", reasons);
    }

    /** The cell cannot be run there. */
    void notRun(Cell cell) {
        add(cell, "exception", reasons(cell));
    }

    void write() throws IOException {
        Path folder = Files.createDirectories(BuiltFiles.workFolder().resolve("server-report"));
        Files.write(folder.resolve(Servers.run() + variant + ".csv"), lines);
    }

    private String reasons(Cell cell) {
        List<String> reasons = new ArrayList<>();
        if (Exceptions.canRun(cell, server)
                && Exceptions.expected(cell, server).received() == Received.THE_CONTAINERS) {
            reasons.add("what the container writes below the filter is not measured");
        }
        Exceptions.of(cell, server).forEach(deviation -> reasons.add(deviation.reason()));
        return String.join("; ", reasons);
    }

    private void add(Cell cell, String outcome, String remark) {
        lines.add(quoted(server) + "," + quoted(cell.name()) + "," + outcome + "," + quoted(remark));
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
