package io.gauger.benchmark.journal;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Processor time.
 *
 * @param ownMicros of the thread that ran the requests
 * @param journalMicros of the journal's thread meanwhile
 * @param processMicros of all threads, also those that collect garbage and compile
 */
record Costs(double ownMicros, double journalMicros, double processMicros) {
    private static final String JOURNAL = "gauger-journal";

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, ServletException;
    }

    /** What this costs. */
    static Costs of(Work work) throws IOException, ServletException {
        Costs before = now();
        work.run();
        Costs after = now();
        return new Costs(
                after.ownMicros - before.ownMicros,
                after.journalMicros - before.journalMicros,
                after.processMicros - before.processMicros);
    }

    /** One of so many. */
    Costs each(int count) {
        return new Costs(ownMicros / count, journalMicros / count, processMicros / count);
    }

    private static Costs now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long journal = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(JOURNAL))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
        long process = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        return new Costs(threads.getCurrentThreadCpuTime() / 1e3, journal / 1e3, process / 1e3);
    }
}
