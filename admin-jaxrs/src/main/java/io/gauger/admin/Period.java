package io.gauger.admin;

import io.gauger.usage.TimeGroup;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An hour, day or month in UTC, or any other half-open range. A period is written as the rows of usage name it, so that
 * what a row says can be asked again: {@code 2026-01-31T10:00:00Z}, {@code 2026-01-31}, {@code 2026-01}.
 *
 * @param start inclusive
 * @param end exclusive
 */
record Period(Instant start, Instant end) {
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

    /** How the period that begins then is written. */
    static String text(TimeGroup unit, Instant start) {
        String timestamp = Timestamps.text(start);
        return switch (unit) {
            case HOUR -> timestamp.substring(0, 13) + ":00:00Z";
            case DAY -> timestamp.substring(0, 10);
            case MONTH -> timestamp.substring(0, 7);
        };
    }

    /** The period, or null if the text is none of this unit. */
    static @Nullable Period parse(TimeGroup unit, String text) {
        try {
            return switch (unit) {
                case HOUR -> hour(text);
                case DAY -> DAY.matcher(text).matches() ? day(LocalDate.parse(text)) : null;
                case MONTH -> MONTH.matcher(text).matches() ? month(YearMonth.parse(text)) : null;
            };
        } catch (DateTimeException e) {
            return null; // such as a 13th month
        }
    }

    static String expected(TimeGroup unit) {
        return switch (unit) {
            case HOUR -> "the beginning of an hour in UTC such as 2026-01-31T10:00:00Z";
            case DAY -> "a day in UTC such as 2026-01-31";
            case MONTH -> "a month in UTC such as 2026-01";
        };
    }

    private static @Nullable Period hour(String text) {
        Instant start = Timestamps.parse(text);
        if (start == null
                || !start.equals(start.truncatedTo(ChronoUnit.HOURS))
                || DAY.matcher(text).matches()) {
            return null;
        }
        Instant end = start.plus(Duration.ofHours(1));
        return end.isAfter(Timestamps.LAST) ? null : new Period(start, end);
    }

    private static @Nullable Period day(LocalDate day) {
        return between(day, day.plusDays(1));
    }

    private static @Nullable Period month(YearMonth month) {
        return between(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /** Null beyond the years that can be written. */
    private static @Nullable Period between(LocalDate first, LocalDate next) {
        return first.getYear() < 1 || next.getYear() > 9999
                ? null
                : new Period(
                        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        next.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
