package io.gauger.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The range of time that a query asks for, half-open.
 *
 * @param from inclusive; null if not given
 * @param to exclusive; null if not given
 */
record TimeBounds(@Nullable Instant from, @Nullable Instant to) {
    static final String FROM = "from";
    static final String TO = "to";
    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);

    /** Takes {@code from} and {@code to}, and refuses what cannot be used. */
    static TimeBounds take(QueryParameters parameters) {
        Instant from = instant(parameters, FROM);
        Instant to = instant(parameters, TO);
        if (from != null && to != null && !from.isBefore(to)) {
            rejectOrder(parameters, to);
        }
        return new TimeBounds(from, to);
    }

    /** The range that is meant where one is needed: without {@code to} until now, without {@code from} 30 days. */
    static Period period(QueryParameters parameters, Instant now) {
        TimeBounds bounds = take(parameters);
        Instant from = bounds.from();
        // The next millisecond, so that what was recorded in this one is in.
        Instant to = bounds.to() != null
                ? bounds.to()
                : now.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        if (from != null && !parameters.has(TO) && !from.isBefore(to)) {
            rejectOrder(parameters, to);
        }
        if (from == null) {
            Instant usual = to.minus(DEFAULT_RANGE);
            from = usual.isBefore(Timestamps.FIRST) ? Timestamps.FIRST : usual;
        }
        return new Period(from, to);
    }

    /** Refuses a range without an instant in it. */
    static void rejectOrder(QueryParameters parameters, Instant to) {
        parameters.reject(FROM, "must be before 'to', which is " + Timestamps.text(to));
    }

    /** The instant of this parameter; null if it is not given, or refused. */
    static @Nullable Instant instant(QueryParameters parameters, String name) {
        String value = parameters.value(name);
        if (value == null) {
            return null;
        }
        Instant instant = Timestamps.parse(value);
        if (instant == null) {
            parameters.rejectValue(name, Timestamps.EXPECTED);
        }
        return instant;
    }
}
