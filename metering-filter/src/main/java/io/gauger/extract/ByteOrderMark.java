package io.gauger.extract;

/** Takes a UTF-8 byte order mark off the beginning of a body that comes in any split. */
final class ByteOrderMark {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Target target;

    /** How many bytes of the mark have been seen; beyond its length once the question is settled. */
    private int seen;

    /** Where bytes go that turned out not to be a mark. */
    interface Target {
        void feed(byte[] bytes, int offset, int length);
    }

    ByteOrderMark(Target target) {
        this.target = target;
    }

    /** How many of the bytes belong to the mark; those of an earlier call that do not are given to the target. */
    int skip(byte[] bytes, int offset, int length) {
        if (seen > MARK.length) {
            return 0;
        }
        int before = seen;
        int at = 0;
        while (at < length && seen < MARK.length && bytes[offset + at] == MARK[seen]) {
            at++;
            seen++;
        }
        if (seen == MARK.length) {
            settle();
            return at;
        }
        if (at == length) {
            return at;
        }
        settle();
        target.feed(MARK, 0, before);
        return 0;
    }

    /** Says that nothing more comes. */
    void end() {
        if (seen > 0 && seen < MARK.length) {
            target.feed(MARK, 0, seen);
        }
        settle();
    }

    /** Makes it as new. */
    void reset() {
        seen = 0;
    }

    private void settle() {
        seen = MARK.length + 1;
    }
}
