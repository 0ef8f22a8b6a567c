package io.gauger.filter;

/** Counts the request's body: what the application read of it, or its declared length if it read none. */
final class RequestBody {
    private final long declared;
    private long read;
    private boolean wasRead;

    /**
     * Nothing read yet.
     *
     * @param declared the {@code Content-Length}, -1 without one
     */
    RequestBody(long declared) {
        this.declared = declared;
    }

    void read(long bytes) {
        wasRead = true;
        read += bytes;
    }

    /** The application read to the end through a reader, which knows characters: the declared length is exact. */
    void readToEnd() {
        wasRead = true;
        if (declared >= 0) {
            read = declared;
        }
    }

    long bytes() {
        return wasRead ? read : Math.max(0, declared);
    }
}
