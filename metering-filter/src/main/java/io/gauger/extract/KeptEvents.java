package io.gauger.extract;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the data of the events of a stream, of all of them or of the last, up to a bound for each. {@code [DONE]} and an
 * event that is never dispatched are left out. Not safe for concurrent use.
 */
public final class KeptEvents implements EventLines.Listener {
    private static final byte[] LF = {'\n'};

    private final @Nullable KeptBytes all;
    private final boolean keepsLast;
    private KeptBytes current;
    private KeptBytes last;
    private boolean any;

    /**
     * Nothing kept yet.
     *
     * @param texts what is to be kept
     * @param most how many bytes of each at most
     */
    public KeptEvents(Set<BodyText> texts, int most) {
        all = texts.contains(BodyText.ALL_DATA) ? new KeptBytes(most) : null;
        keepsLast = texts.contains(BodyText.LAST_DATA) || texts.contains(BodyText.WHOLE_BODY);
        current = new KeptBytes(most);
        last = new KeptBytes(most);
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        current.add(bytes, offset, length);
    }

    @Override
    public void dispatch() {
        if (!current.is(EventStreamReader.DONE)) {
            keep();
        }
        current.clear();
    }

    private void keep() {
        if (all != null) {
            if (any) {
                all.add(LF, 0, 1);
            }
            all.add(current);
        }
        any = true;
        if (!keepsLast) {
            return;
        }
        KeptBytes before = last;
        last = current;
        current = before;
    }

    /** What was kept; null if there was no event, or it was not to be kept. */
    @Nullable
    KeptText text(BodyText which) {
        if (!any) {
            return null;
        }
        if (which == BodyText.ALL_DATA) {
            return all == null ? null : all.text();
        }
        return keepsLast ? last.text() : null;
    }

    /** A listener that tells the other one first, then this one. */
    EventLines.Listener behind(EventLines.Listener other) {
        return new EventLines.Listener() {
            @Override
            public void data(byte[] bytes, int offset, int length) {
                other.data(bytes, offset, length);
                KeptEvents.this.data(bytes, offset, length);
            }

            @Override
            public void dispatch() {
                other.dispatch();
                KeptEvents.this.dispatch();
            }
        };
    }
}
