package io.gauger.journal;

import io.gauger.journal.Frame.Kind;
import io.gauger.record.UsageRecord;

/** What one thread does to append a record that is encoded already; it stands in the journal's package to be let in. */
public final class EncodedAppend {
    private final Supply supply;
    private final FrameWriter frame = new FrameWriter();

    private EncodedAppend(Supply supply, UsageRecord record) {
        this.supply = supply;
        RecordCodec.write(frame.begin(), record, record.measurement());
    }

    /** Segments in a directory, without what is around them. */
    public static final class Segments implements AutoCloseable {
        private final Supply supply;

        /** Opens them. */
        public Segments(JournalSettings settings) {
            supply = new Supply(settings, new Disk(), directory -> {}, () -> 0);
            supply.start();
        }

        /** For one thread. */
        public EncodedAppend appending(UsageRecord record) {
            return new EncodedAppend(supply, record);
        }

        @Override
        public void close() {
            supply.close();
        }
    }

    /** Whether there was room. */
    public boolean append() {
        return supply.chain().append(frame, Kind.COMPLETED, 0) != null;
    }

    /** Bytes of the frame. */
    public int size() {
        return frame.size();
    }
}
