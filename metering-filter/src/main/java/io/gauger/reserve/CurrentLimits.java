package io.gauger.reserve;

import io.gauger.admit.KnownPlan;
import io.gauger.admit.ResetPeriod;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one kind as they were worked out last, by whose they are, since to find the period that a time is in takes
 * longer than all else. Safe for concurrent use.
 *
 * @param <T> what sets such a limit
 */
final class CurrentLimits<T> {
    /** A portion of the next period is asked for so long before it begins. */
    private static final long PREPARED_MS = 60_000;

    private final Periods periods;
    private final Function<T, ResetPeriod> length;
    private final Rule<T> rule;
    private final Reservations reservations;
    private final Map<String, Current<T>> current = new ConcurrentHashMap<>();

    /**
     * By this rule.
     *
     * @param length how long its periods are
     * @param reservations which prepare for the next period, a minute before that begins
     */
    CurrentLimits(Periods periods, Function<T, ResetPeriod> length, Rule<T> rule, Reservations reservations) {
        this.periods = periods;
        this.length = length;
        this.rule = rule;
        this.reservations = reservations;
    }

    /** How a limit is made of what sets it. */
    @FunctionalInterface
    interface Rule<T> {
        /** Whose it is, what sets it, the plan that tells estimates, if there is one, and the period. */
        Limit limit(String owner, T terms, @Nullable KnownPlan plan, Period period);
    }

    /**
     * As it was worked out last.
     *
     * @param prepared whether the period behind it is asked for already
     */
    private record Current<T>(T terms, @Nullable KnownPlan plan, ZoneId zone, Claim claim, boolean prepared) {
        /** Terms that are another object cost working it out again; to compare all of them each time would too. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(T now, @Nullable KnownPlan planned, ZoneId where, long epochMilli) {
            return terms == now
                    && plan == planned
                    && zone.equals(where)
                    && period().contains(epochMilli)
                    && !claim.share().isForgotten();
        }

        boolean isEndingSoon(long epochMilli) {
            return !prepared && period().end() - epochMilli < PREPARED_MS;
        }

        private Period period() {
            return claim.limit().subject().period();
        }
    }

    /** The limit at this time, in milliseconds since 1970-01-01T00:00Z, with periods of this zone. */
    Claim at(long epochMilli, String owner, T terms, @Nullable KnownPlan plan, ZoneId zone) {
        Current<T> known = current.get(owner);
        if (known == null || !known.isOf(terms, plan, zone, epochMilli)) {
            Claim claim = reservations.claim(limit(epochMilli, owner, terms, plan, zone));
            current.put(owner, new Current<>(terms, plan, zone, claim, false));
            return claim;
        }
        if (known.isEndingSoon(epochMilli)) {
            current.put(owner, new Current<>(terms, plan, zone, known.claim(), true));
            // so that at its beginning not all ask the database at once, with requests that wait
            reservations.prepare(limit(known.period().end(), owner, terms, plan, zone));
        }
        return known.claim();
    }

    /** The one that was worked out last; null if none was. */
    @Nullable
    Limit last(String owner) {
        Current<T> known = current.get(owner);
        return known == null ? null : known.claim().limit();
    }

    private Limit limit(long epochMilli, String owner, T terms, @Nullable KnownPlan plan, ZoneId zone) {
        return rule.limit(owner, terms, plan, periods.at(length.apply(terms), zone, epochMilli));
    }
}
