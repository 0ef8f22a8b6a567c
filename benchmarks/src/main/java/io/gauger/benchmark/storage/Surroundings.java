package io.gauger.benchmark.storage;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Where it is measured. */
final class Surroundings {
    private Surroundings() {}

    /** The processors, and how many processes ran or waited in the last minute, those that were measured included. */
    static String describe() {
        return String.format(
                Locale.ROOT,
                "%d processors, load %.1f",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
