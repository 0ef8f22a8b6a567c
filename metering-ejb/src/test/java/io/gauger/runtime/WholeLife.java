package io.gauger.runtime;

import io.gauger.settings.Settings;
import io.gauger.testing.Records;
import java.util.List;
import java.util.Map;

/** One application's metering from its start to its stop, to be run in a class loader of its own. */
public final class WholeLife implements Runnable {
    private final Map<String, String> settings;

    /** With a setting and its value. */
    public WholeLife(String... arguments) {
        settings = Map.of(arguments[0], arguments[1], "gauger.admin-token", "0123456789abcdef");
    }

    @Override
    public void run() {
        Backend metering = Backend.start(
                Settings.of(settings), List.of(), Thread.currentThread().getContextClassLoader(), () -> {});
        Records.random(3, 100).forEach(metering::accept);
        metering.tick();
        if (metering.health().written() != 100) {
            throw new IllegalStateException(metering.health().toString());
        }
        metering.close();
    }
}
