package io.gauger.usage;

import java.time.Instant;

/**
 * A range of time made of whole quarter hours in UTC, as usage is summed by them.
 *
 * @param from the first instant, inclusive; moved back to the beginning of its quarter hour
 * @param to the last instant, exclusive; moved on to the end of its quarter hour
 */
public record QuarterHours(Instant from, Instant to) {
    private static final long QUARTER_HOUR_S = 900;

    /** Behind it is a year of five digits, which databases and JSON do not know. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:45:00Z");

    public QuarterHours {
        from = start(from);
        to = to.isBefore(LAST) ? start(to.minusNanos(1)).plusSeconds(QUARTER_HOUR_S) : to;
    }

    private static Instant start(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), QUARTER_HOUR_S) * QUARTER_HOUR_S);
    }
}
