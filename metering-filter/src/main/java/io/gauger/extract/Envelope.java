package io.gauger.extract;

/** What stands before and behind deflated data (RFC 1951), byte by byte. Not safe for concurrent use. */
interface Envelope {

    /** What a byte did. */
    enum Step {
        /** Another one belongs to it. */
        MORE,
        /** It was the last one. */
        DONE,
        /** It cannot stand there. */
        WRONG
    }

    byte[] NONE = {};

    /** The next byte before the data. */
    Step header(byte b);

    /** Bytes that were taken for a header and are data. */
    byte[] data();

    /** Whether what was seen since the last data began as a header must; if not, it may be anything. */
    boolean isCommitted();

    /** Decoded data, for the checksum. */
    void decoded(byte[] bytes, int count);

    /** Whether anything stands behind the data. */
    boolean hasTrailer();

    /** The next byte behind the data. */
    Step trailer(byte b);

    /** Whether another header with data may follow the trailer. */
    boolean repeats();

    /** Whether bytes that belong to nothing may stand at the end. */
    boolean endsAnywhere();
}
