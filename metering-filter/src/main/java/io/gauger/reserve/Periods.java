package io.gauger.reserve;

import io.gauger.admit.ResetPeriod;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * Which period a time is in: days, weeks and months of a zone, of 23 or 25 hours where its clocks change. Edges are whole
 * quarter hours, in which use is summed: that of a zone with an odd offset is the beginning of the quarter hour it is in.
 * Immutable.
 */
public final class Periods {
    private static final String WEEK_START = "gauger.week-start";
    private static final long QUARTER_HOUR_MS = 900_000;

    private final DayOfWeek weekStart;

    Periods(DayOfWeek weekStart) {
        this.weekStart = weekStart;
    }

    /**
     * With weeks as the settings say.
     *
     * @throws SettingException if the setting cannot be used
     */
    public static Periods of(Settings settings) {
        String day = settings.text(WEEK_START, "monday");
        try {
            return new Periods(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new SettingException(WEEK_START + " must be a day as monday or sunday, was '" + day + "'", e);
        }
    }

    /** The one that contains this time, in milliseconds since 1970-01-01T00:00Z. */
    public Period at(ResetPeriod length, ZoneId zone, long epochMilli) {
        if (length == ResetPeriod.NEVER) {
            return Period.EVER;
        }
        LocalDate day = Instant.ofEpochMilli(epochMilli).atZone(zone).toLocalDate();
        LocalDate first =
                switch (length) {
                    case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(weekStart));
                    case MONTHLY -> day.withDayOfMonth(1);
                    default -> day;
                };
        Period period = between(first, next(length, first), zone);
        // clocks that are set back over midnight show the day before once more; time goes on all the same
        while (period.end() <= epochMilli) {
            first = next(length, first);
            period = between(first, next(length, first), zone);
        }
        return period;
    }

    private static LocalDate next(ResetPeriod length, LocalDate first) {
        return switch (length) {
            case WEEKLY -> first.plusWeeks(1);
            case MONTHLY -> first.plusMonths(1);
            default -> first.plusDays(1);
        };
    }

    private static Period between(LocalDate first, LocalDate behind, ZoneId zone) {
        return new Period(edge(first, zone), edge(behind, zone));
    }

    private static long edge(LocalDate day, ZoneId zone) {
        long midnight = day.atStartOfDay(zone).toInstant().toEpochMilli();
        return Math.floorDiv(midnight, QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
    }
}
