package io.gauger.filter;

/** Counts the request's body: what the application read of it, or its declared length if it read none. */
final class RequestBody {
    private final long declared;
    private long read;
    private boolean wasRead;
    private boolean wasReadByStream;

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
        wasReadByStream = true;
        read += bytes;
    }

    /** Read through a reader, whose characters come to so many bytes. Undertow's reads through our stream itself. */
    void readAsCharacters(long bytes) {
        wasRead = true;
        if (!wasReadByStream) {
            read += bytes;
        }
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
