package io.gauger.filter;

import io.gauger.extract.BodyReader;
import io.gauger.measure.MediaType;
import io.gauger.measure.Meter;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends the readers of one meter to exchanges, one after the other, since to make one costs more than most bodies. A few
 * wait, and whoever finds none gets a new one. Safe for concurrent use, without a lock.
 */
final class ReaderPool {
    /**
     * A power of two. Threads look at different places, as far as there are enough: with as few as four, eight streams at
     * once mostly found none, and a reader that is new has to learn first what the events have in common.
     */
    private static final int PLACES = 32;

    private static final int TYPES = MediaType.values().length;

    private final Meter meter;
    private final @Nullable RequestModel requestModel;
    private final AtomicReferenceArray<@Nullable BodyReader> waiting = new AtomicReferenceArray<>(TYPES * PLACES);

    ReaderPool(Meter meter) {
        this.meter = meter;
        this.requestModel = RequestModel.of(meter.route());
    }

    /** How requests tell which model they ask for; null if they do not. */
    @Nullable
    RequestModel requestModel() {
        return requestModel;
    }

    Meter meter() {
        return meter;
    }

    /** What reads a body of this media type and content coding, see {@link Meter#reader(MediaType, String)}. */
    @Nullable
    BodyReader take(MediaType type, @Nullable String contentEncoding) {
        int place = place(type);
        if (contentEncoding == null && waiting.get(place) != null) {
            BodyReader reader = waiting.getAndSet(place, null);
            if (reader != null) {
                return reader;
            }
        }
        return meter.reader(type, contentEncoding);
    }

    /** Takes back what was taken for this type. Nobody may touch it any more: its next body is another exchange's. */
    void giveBack(MediaType type, BodyReader reader) {
        if (reader.reset()) {
            waiting.setRelease(place(type), reader);
        }
    }

    @SuppressWarnings("EnumOrdinal") // the place does not leave this object
    private static int place(MediaType type) {
        return type.ordinal() * PLACES + ((int) Thread.currentThread().getId() & (PLACES - 1));
    }
}
