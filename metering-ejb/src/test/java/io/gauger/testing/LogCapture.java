package io.gauger.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears what a class logs while it is open. */
public final class LogCapture extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> entries = new CopyOnWriteArrayList<>();

    /** Begins to listen. */
    public LogCapture(Class<?> source) {
        logger = Logger.getLogger(source.getName());
        logger.addHandler(this);
    }

    /** What was logged so far, formatted, each after its level. */
    public List<String> messages() {
        return messages;
    }

    /** All that an operator reads, stack traces included. */
    public String text() {
        return String.join("", entries);
    }

    @Override
    public void publish(LogRecord record) {
        entries.add(new SimpleFormatter().format(record));
        messages.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
