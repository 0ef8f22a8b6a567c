package io.gauger.benchmark.journal;

import io.gauger.journal.Journal;
import io.gauger.journal.JournalSettings;
import io.gauger.record.RecordSink;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The journal as a server has it, with no database behind it: what is written stays there. */
public final class JournalSink implements RecordSink {
    private static @Nullable Journal opened;

    private @Nullable Journal journal;

    /** Made by the filter. */
    public JournalSink() {}

    /** That of the sink that was opened last. */
    static Journal journal() {
        return Objects.requireNonNull(opened);
    }

    @Override
    public void open(Settings settings, List<Route> routes) {
        journal = Journal.open(JournalSettings.of(settings, Path.of(settings.text("gauger.data-dir", "target"))));
        opened = journal;
    }

    @Override
    public Ticket announce(UsageRecord record, Route route) {
        return Objects.requireNonNull(journal).announce(record, route);
    }

    @Override
    public void accept(UsageRecord record) {
        Objects.requireNonNull(journal).offer(record);
    }

    @Override
    public void close() {
        Objects.requireNonNull(journal).close();
    }
}
