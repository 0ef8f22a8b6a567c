package io.gauger.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a content-coded body (RFC 9110, section 8.4) while its bytes go by, and has the reader of what is coded read
 * it. Memory is constant: one buffer, and what the JDK's inflater holds outside the heap, which is freed by
 * {@link #end()} or {@link #cut()}. A body whose coding is broken gives no values; one that merely ends too early gives
 * those that were seen. Unlike other readers it may be ended by another thread while it reads.
 */
public final class CodedReader implements BodyReader {
    /** Nobody codes more than twice; each coding holds some 50 KB, and the field may be long. */
    private static final int MOST_CODINGS = 3;

    private static final int BUFFER = 4096;

    private enum Phase {
        HEADER,
        DATA,
        TRAILER,
        /** Behind the end, where anything may stand. */
        BEHIND,
        BROKEN,
        /** Larger than is read. */
        TOO_LARGE
    }

    private final BodyReader plain;
    private final Envelope envelope;
    private final Expansion expansion;
    private final boolean outermost;

    private Phase phase = Phase.HEADER;
    private boolean anyMember;
    private @Nullable Inflater inflater;
    private byte[] buffer = Envelope.NONE;
    private boolean ended;
    private boolean cutShort;

    private CodedReader(BodyReader plain, Envelope envelope, Expansion expansion, boolean outermost) {
        this.plain = plain;
        this.envelope = envelope;
        this.expansion = expansion;
        this.outermost = outermost;
    }

    /**
     * What reads a body with these codings.
     *
     * @param contentEncoding the value of {@code Content-Encoding}, a list in the order in which the codings were
     *     applied; null if there is none
     * @param plain reads what is coded
     * @return the plain reader itself if nothing is coded; null if a coding is none of {@code gzip}, {@code x-gzip},
     *     {@code deflate} and {@code identity}, or if there are more than three
     */
    public static @Nullable BodyReader of(@Nullable String contentEncoding, BodyReader plain) {
        List<String> codings = codings(contentEncoding);
        if (codings.size() > MOST_CODINGS) {
            return null;
        }
        Expansion expansion = new Expansion();
        BodyReader reader = plain;
        for (int i = 0; i < codings.size(); i++) {
            Envelope envelope =
                    switch (codings.get(i)) {
                        case "gzip", "x-gzip" -> new GzipEnvelope();
                        case "deflate" -> new DeflateEnvelope();
                        default -> null;
                    };
            if (envelope == null) {
                return null;
            }
            reader = new CodedReader(reader, envelope, expansion, i == codings.size() - 1);
        }
        return reader;
    }

    /** Whether a {@code Content-Encoding} of this value changes anything. */
    public static boolean isCoded(@Nullable String contentEncoding) {
        return !codings(contentEncoding).isEmpty();
    }

    private static List<String> codings(@Nullable String contentEncoding) {
        if (contentEncoding == null) {
            return List.of();
        }
        List<String> codings = new ArrayList<>();
        for (String element : contentEncoding.split(",", -1)) {
            String coding = element.strip().toLowerCase(Locale.ROOT);
            if (!coding.isEmpty() && !coding.equals("identity")) {
                codings.add(coding);
            }
        }
        return codings;
    }

    @Override
    public synchronized void read(byte[] bytes, int offset, int length) {
        if (ended) {
            return;
        }
        if (outermost) {
            expansion.sent(length);
        }
        boolean read = false;
        try {
            decode(bytes, offset, offset + length);
            read = true;
        } finally {
            if (!read) {
                phase = Phase.BROKEN;
                free();
            }
        }
    }

    private void decode(byte[] bytes, int offset, int end) {
        int at = offset;
        while (at < end) {
            switch (phase) {
                case HEADER -> header(bytes[at++]);
                case DATA -> at = data(bytes, at, end);
                case TRAILER -> trailer(bytes[at++]);
                case BEHIND -> {
                    if (!envelope.endsAnywhere()) {
                        finish(Phase.BROKEN);
                    }
                    return;
                }
                case BROKEN, TOO_LARGE -> {
                    return;
                }
            }
        }
    }

    private void header(byte b) {
        switch (envelope.header(b)) {
            case MORE -> {}
            case DONE -> {
                phase = Phase.DATA;
                byte[] data = envelope.data();
                if (data.length > 0) {
                    data(data, 0, data.length);
                }
            }
            case WRONG -> finish(anyMember && !envelope.isCommitted() ? Phase.BEHIND : Phase.BROKEN);
        }
    }

    /** Decodes up to the end of the data, or of what is there of it, and tells where that is. */
    private int data(byte[] bytes, int at, int end) {
        Inflater open = inflater();
        open.setInput(bytes, at, end - at);
        try {
            int count;
            do {
                count = open.inflate(buffer);
                envelope.decoded(buffer, count);
                if (!expansion.allows(count)) {
                    finish(Phase.TOO_LARGE);
                    return end;
                }
                plain.read(buffer, 0, count);
            } while (count == buffer.length);
            int rest = open.getRemaining();
            // the bytes are the application's, and an inflater keeps what it was given
            open.setInput(Envelope.NONE);
            if (open.finished()) {
                endOfData();
            } else if (rest > 0) {
                finish(Phase.BROKEN); // nothing that it says of itself explains that, and it must not go round for ever
            }
            return end - rest;
        } catch (DataFormatException e) {
            finish(Phase.BROKEN);
            return end;
        }
    }

    private Inflater inflater() {
        if (inflater == null) {
            inflater = new Inflater(true);
            buffer = new byte[BUFFER];
        }
        return inflater;
    }

    private void endOfData() {
        if (envelope.hasTrailer()) {
            phase = Phase.TRAILER;
        } else {
            finish(Phase.BEHIND);
        }
    }

    private void trailer(byte b) {
        switch (envelope.trailer(b)) {
            case MORE -> {}
            case DONE -> {
                anyMember = true;
                if (envelope.repeats() && inflater != null) {
                    inflater.reset();
                    phase = Phase.HEADER;
                } else {
                    finish(Phase.BEHIND);
                }
            }
            case WRONG -> finish(Phase.BROKEN);
        }
    }

    private void finish(Phase last) {
        phase = last;
        free();
    }

    private void free() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    @Override
    public synchronized void end() {
        if (ended) {
            return;
        }
        cutShort = switch (phase) {
            case HEADER -> !anyMember || envelope.isCommitted();
            case DATA, TRAILER -> true;
            default -> false;
        };
        ended = true;
        free();
        plain.end();
    }

    @Override
    public synchronized void cut() {
        if (ended) {
            return;
        }
        ended = true;
        free();
        plain.cut();
    }

    @Override
    public @Nullable JsonValue value(int slot) {
        return isBroken() ? null : plain.value(slot);
    }

    @Override
    public long count(int slot) {
        return isBroken() ? -1 : plain.count(slot);
    }

    @Override
    public boolean isMalformed() {
        return !isUnreadable() && !isTooLarge() && plain.isMalformed();
    }

    @Override
    public boolean isUnreadable() {
        return isBroken() || cutShort || plain.isUnreadable();
    }

    private synchronized boolean isBroken() {
        return phase == Phase.BROKEN;
    }

    @Override
    public synchronized boolean isTooLarge() {
        return phase == Phase.TOO_LARGE || plain.isTooLarge();
    }

    @Override
    public boolean isEventStream() {
        return !isBroken() && plain.isEventStream();
    }

    @Override
    public long sseEvents() {
        return isBroken() ? 0 : plain.sseEvents();
    }

    @Override
    public boolean isStream() {
        return !isBroken() && plain.isStream();
    }

    @Override
    public long documents() {
        return isBroken() ? 0 : plain.documents();
    }
}
