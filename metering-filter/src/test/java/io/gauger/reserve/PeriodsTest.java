package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.ResetPeriod;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PeriodsTest {
    private static final long QUARTER_HOUR = Duration.ofMinutes(15).toMillis();
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private final Periods periods = new Periods(DayOfWeek.MONDAY);

    @Test
    void aMonthIsThatOfTheZone() {
        assertThat(at(ResetPeriod.MONTHLY, VIENNA, "2026-03-31T22:30:00Z"))
                .isEqualTo(period("2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"));
        assertThat(at(ResetPeriod.MONTHLY, ZoneOffset.UTC, "2026-03-31T22:30:00Z"))
                .isEqualTo(period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"));
    }

    @Test
    void daysOnWhichClocksChangeHave23And25Hours() {
        assertThat(hours(at(ResetPeriod.DAILY, VIENNA, "2026-03-29T12:00:00Z"))).isEqualTo(23);
        assertThat(hours(at(ResetPeriod.DAILY, VIENNA, "2026-10-25T12:00:00Z"))).isEqualTo(25);
        assertThat(hours(at(ResetPeriod.DAILY, VIENNA, "2026-10-26T12:00:00Z"))).isEqualTo(24);
    }

    @Test
    void aWeekBeginsOnTheDayThatIsSet() {
        assertThat(at(ResetPeriod.WEEKLY, ZoneOffset.UTC, "2026-11-22T12:00:00Z"))
                .isEqualTo(period("2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"));
        assertThat(new Periods(DayOfWeek.SUNDAY).at(ResetPeriod.WEEKLY, ZoneOffset.UTC, ms("2026-11-22T12:00:00Z")))
                .isEqualTo(period("2026-11-22T00:00:00Z", "2026-11-29T00:00:00Z"));
    }

    @Test
    void whatIsNeverResetHasAllTimeForItsPeriod() {
        assertThat(at(ResetPeriod.NEVER, VIENNA, "2026-03-29T12:00:00Z")).isEqualTo(Period.EVER);
        assertThat(Period.EVER.ends()).isFalse();
    }

    @Test
    void edgesOfAZoneWithAnOddOffsetAreWholeQuarterHours() {
        assertThat(at(ResetPeriod.DAILY, ZoneId.of("+05:17"), "2026-03-29T12:00:00Z"))
                .isEqualTo(period("2026-03-28T18:30:00Z", "2026-03-29T18:30:00Z"));
    }

    @Test
    void clocksThatWereSetBackOverMidnightBeginNoDayTwice() {
        // at 0:01 on 7 November 2010 they went back to 23:01 of the day before
        ZoneId zone = ZoneId.of("America/St_Johns");
        long midnight = LocalDate.of(2010, 11, 7).atStartOfDay(zone).toInstant().toEpochMilli();

        Period before = periods.at(ResetPeriod.DAILY, zone, midnight - 1);
        Period after = periods.at(
                ResetPeriod.DAILY, zone, midnight + Duration.ofMinutes(20).toMillis());

        assertThat(before.end()).isEqualTo(after.start()).isEqualTo(midnight);
    }

    @Property(tries = 3000)
    void everyTimeIsInOnePeriodAndThoseBesideItBeginWhereItEnds(
            @ForAll("zones") ZoneId zone,
            @ForAll("lengths") ResetPeriod length,
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long time) {
        Period period = periods.at(length, zone, time);

        assertThat(period.contains(time)).isTrue();
        assertThat(period.start() % QUARTER_HOUR).isZero();
        assertThat(period.end() % QUARTER_HOUR).isZero();
        assertThat(periods.at(length, zone, period.start())).isEqualTo(period);
        assertThat(periods.at(length, zone, period.end() - 1)).isEqualTo(period);
        assertThat(periods.at(length, zone, period.end()).start()).isEqualTo(period.end());
        assertThat(periods.at(length, zone, period.start() - 1).end()).isEqualTo(period.start());
    }

    @Property(tries = 1000)
    void whereNothingOddHappensAPeriodIsWhatACalendarSays(
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long time) {
        ZonedDateTime utc = Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC);
        LocalDate month = utc.toLocalDate().withDayOfMonth(1);

        assertThat(periods.at(ResetPeriod.MONTHLY, ZoneOffset.UTC, time))
                .isEqualTo(new Period(
                        month.toEpochDay() * 86_400_000, month.plusMonths(1).toEpochDay() * 86_400_000));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        List<String> ids = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        return Arbitraries.of(ids).map(ZoneId::of);
    }

    @Provide
    Arbitrary<ResetPeriod> lengths() {
        return Arbitraries.of(ResetPeriod.DAILY, ResetPeriod.WEEKLY, ResetPeriod.MONTHLY);
    }

    private Period at(ResetPeriod length, ZoneId zone, String time) {
        return periods.at(length, zone, ms(time));
    }

    private static Period period(String start, String end) {
        return new Period(ms(start), ms(end));
    }

    private static long hours(Period period) {
        return (period.end() - period.start()) / (4 * QUARTER_HOUR);
    }

    private static long ms(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
