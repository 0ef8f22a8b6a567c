package io.gauger.extract;

/**
 * How far a coded body may grow when it is decoded. Reading costs time in proportion to the decoded size, and deflate
 * makes up to 1,032 bytes of one, twice applied a million; so a few bytes on the wire could keep a request's thread busy
 * for minutes. What is allowed, {@value #FREE} bytes and {@value #RATIO} for each coded byte, is beyond what JSON
 * comes to (5 to 60 times smaller when coded) and bounds the time by what was sent. One for each body, whatever the
 * number of its codings. Not safe for concurrent use.
 */
final class Expansion {
    static final int FREE = 16 * 1024 * 1024;
    static final int RATIO = 100;

    private long coded;
    private long decoded;

    /** So many bytes were sent. */
    void sent(int bytes) {
        coded += bytes;
    }

    /** So many bytes came out of one of the codings; false if that is too much. */
    boolean allows(int bytes) {
        decoded += bytes;
        return decoded <= FREE + RATIO * coded;
    }
}
