package io.gauger.benchmark.rival;

import io.gauger.record.RecordSink;
import io.gauger.record.UsageRecord;
import org.jspecify.annotations.Nullable;

/** Drops every record when the next one comes, so that the compiler cannot do away with it. */
public final class LastRecord implements RecordSink {
    private static @Nullable UsageRecord last;

    /** Made by the filter. */
    public LastRecord() {}

    @Override
    public void accept(UsageRecord record) {
        last = record;
    }

    static @Nullable UsageRecord get() {
        return last;
    }
}
