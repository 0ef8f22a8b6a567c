package io.gauger.journal;

import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a request was announced, until it is completed. */
final class Announced implements Ticket {
    private final Journal journal;

    /** Null if the announcement found no room. */
    private final @Nullable Segment segment;

    private final long number;
    private final int at;
    private final long idHigh;
    private final long idLow;

    Announced(Journal journal, @Nullable Segment segment, long number, int at, UUID id) {
        this.journal = journal;
        this.segment = segment;
        this.number = number;
        this.at = at;
        this.idHigh = id.getMostSignificantBits();
        this.idLow = id.getLeastSignificantBits();
    }

    @Override
    public void complete(UsageRecord record) {
        journal.complete(this, record);
    }

    /** Changes the announcement if it is open here; whether it was. */
    boolean change(Frame.State to) {
        return segment != null && segment.change(at, number, idLow, to);
    }

    UUID id() {
        return new UUID(idHigh, idLow);
    }
}
