package io.gauger.extract;

import java.nio.charset.StandardCharsets;

/**
 * Finds the data of events in an event stream that comes in any split: WHATWG HTML, section 9.2.6, "Interpreting an
 * event stream". Nothing is buffered: data is handed on as it comes.
 */
final class EventLines {

    /** What becomes of the events. */
    interface Listener {
        /** More data of the event under way; lines of data are joined by LF. */
        void data(byte[] bytes, int offset, int length);

        /** The event is complete and has data, which may be empty. */
        void dispatch();

        /**
         * Behind {@link #dispatch()}, where the event lies whole in a slice.
         *
         * @param from where its first line begins, of whatever field
         * @param to behind the end of its empty line, of which a LF behind a CR is not told
         */
        default void whole(byte[] bytes, int from, int to) {}

        /**
         * Where an event ends that the listener has taken as it stands, of which nothing more is told: it must end as
         * those of {@link #whole}.
         *
         * @return here, if an event begins that is to be read
         */
        default int taken(byte[] bytes, int from, int end) {
            return from;
        }
    }

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LF = {'\n'};

    private enum Line {
        /** In a name that so far reads like {@code data}; at the start of a line nothing is read yet. */
        NAME,
        /** Behind {@code data:}, where one space is left out. */
        SPACE,
        DATA,
        /** In a comment or another field. */
        OTHER
    }

    private final Listener listener;
    private final ByteOrderMark mark = new ByteOrderMark(this::scan);
    private Line line = Line.NAME;
    private int nameLength;
    private boolean afterCarriageReturn;
    private boolean hasData;

    /** Whether no line of an event has begun. */
    private boolean betweenEvents = true;

    EventLines(Listener listener) {
        this.listener = listener;
    }

    void feed(byte[] bytes, int offset, int length) {
        int skipped = mark.skip(bytes, offset, length);
        scan(bytes, offset + skipped, length - skipped);
    }

    /** Makes it as new. */
    void reset() {
        mark.reset();
        line = Line.NAME;
        nameLength = 0;
        afterCarriageReturn = false;
        hasData = false;
        betweenEvents = true;
    }

    private void scan(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        int from = -1;
        while (at < end) {
            byte b = bytes[at];
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                at++;
                continue;
            }
            if (betweenEvents) {
                from = at;
                at = listener.taken(bytes, at, end);
                if (at > from) {
                    afterCarriageReturn = bytes[at - 1] == '\r';
                    continue;
                }
                betweenEvents = false;
            }
            if (b == 'd' && line == Line.NAME && nameLength == 0 && isData(bytes, at, end)) {
                afterCarriageReturn = false;
                beginData();
                line = Line.SPACE;
                at += DATA.length + 1;
            } else if (b == '\n' || b == '\r') {
                afterCarriageReturn = b == '\r';
                at++;
                if (endLine() && from >= 0) {
                    listener.whole(bytes, from, at);
                }
            } else {
                afterCarriageReturn = false;
                at = inLine(bytes, at, end);
            }
        }
    }

    /** Whether a name stands whole and alone in the slice, as it mostly does. */
    private static boolean isData(byte[] bytes, int at, int end) {
        return end - at > DATA.length
                && bytes[at + 1] == 'a'
                && bytes[at + 2] == 't'
                && bytes[at + 3] == 'a'
                && bytes[at + 4] == ':';
    }

    private int inLine(byte[] bytes, int at, int end) {
        switch (line) {
            case NAME -> inName(bytes[at]);
            case SPACE -> {
                line = Line.DATA;
                return bytes[at] == ' ' ? at + 1 : at;
            }
            default -> {
                int lineEnd = Lanes.endOfLine(bytes, at, end);
                if (line == Line.DATA) {
                    listener.data(bytes, at, lineEnd - at);
                }
                return lineEnd;
            }
        }
        return at + 1;
    }

    private void inName(byte b) {
        if (nameLength < DATA.length && b == DATA[nameLength]) {
            nameLength++;
        } else if (nameLength == DATA.length && b == ':') {
            beginData();
            line = Line.SPACE;
        } else {
            line = Line.OTHER;
        }
    }

    private void beginData() {
        if (hasData) {
            listener.data(LF, 0, 1);
        }
        hasData = true;
    }

    /** Whether an event was dispatched. */
    private boolean endLine() {
        boolean dispatched = false;
        if (line == Line.NAME && nameLength == 0) {
            dispatched = hasData;
            if (hasData) {
                listener.dispatch();
            }
            hasData = false;
            betweenEvents = true;
        } else if (line == Line.NAME && nameLength == DATA.length) {
            // a line that is only the name is a field with an empty value
            beginData();
        }
        line = Line.NAME;
        nameLength = 0;
        return dispatched;
    }
}
