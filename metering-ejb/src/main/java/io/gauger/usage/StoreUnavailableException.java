package io.gauger.usage;

import org.jspecify.annotations.Nullable;

/** The database is away or not open yet; the message may be shown to an operator and holds no SQL or credentials. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean tooSlow;

    public StoreUnavailableException(String message) {
        this(message, null, false);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private StoreUnavailableException(String message, @Nullable Throwable cause, boolean tooSlow) {
        super(message, cause);
        this.tooSlow = tooSlow;
    }

    /** It was given up since it took longer than the database, or who waits for it, allows. */
    public static StoreUnavailableException tooSlow(String message, @Nullable Throwable cause) {
        return new StoreUnavailableException(message, cause, true);
    }

    /** Whether it was given up for the time it took, so that less at once may go well. */
    public boolean isTooSlow() {
        return tooSlow;
    }
}
