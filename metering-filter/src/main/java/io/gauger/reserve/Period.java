package io.gauger.reserve;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a limit counts, from start up to, but without, end.
 *
 * @param start in milliseconds since 1970-01-01T00:00Z, the beginning of a quarter hour
 * @param end likewise; {@link Long#MAX_VALUE} for one that does not end
 */
public record Period(long start, long end) {
    /** All of time. */
    public static final Period EVER = new Period(0, Long.MAX_VALUE);

    /** Whether the time, in milliseconds since 1970-01-01T00:00Z, is in it. */
    public boolean contains(long epochMilli) {
        return start <= epochMilli && epochMilli < end;
    }

    /** Whether it ends. */
    public boolean ends() {
        return end != Long.MAX_VALUE;
    }

    /** Written out, as the JDK keeps the class whose generated one was linked last, and with it the application. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Period period && start == period.start && end == period.end;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(start) * 31 + Long.hashCode(end);
    }
}
