package io.gauger.benchmark;

import io.gauger.reserve.Held;
import io.gauger.reserve.Limit;
import io.gauger.reserve.Outcome;
import io.gauger.reserve.Period;
import io.gauger.reserve.Reservations;
import io.gauger.reserve.Subject;
import io.gauger.reserve.Subject.Kind;
import java.math.BigDecimal;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What holding and settling costs a request away from exhaustion, in one limit or in three. */
@State(Scope.Benchmark)
public class ReservationBenchmark {
    private static final BigDecimal CAP = new BigDecimal("1000000000000000");
    private static final BigDecimal MEASURE = new BigDecimal("1.500000000");

    private final Reservations reservations = new Reservations(new Plenty());
    private final List<Limit> one = List.of(limit(Kind.ACCOUNT_REQUESTS, "acme"));
    private final List<Limit> three = List.of(
            limit(Kind.ACCOUNT_REQUESTS, "globex"),
            limit(Kind.ACCOUNT_UNITS, "globex"),
            limit(Kind.ACCOUNT_UNITS, "key"));

    /** The first request of an account asks. */
    @Setup
    public void check() {
        oneLimit();
        threeLimits();
    }

    @TearDown
    public void close() {
        reservations.close();
    }

    @Benchmark
    public Outcome oneLimit() {
        return hold(one);
    }

    @Benchmark
    public Outcome threeLimits() {
        return hold(three);
    }

    private Outcome hold(List<Limit> limits) {
        Outcome outcome = reservations.reserve(limits);
        Held held = outcome.held();
        if (held == null) {
            throw new AssertionError("refused: " + outcome.verdict());
        }
        held.settle(MEASURE, BigDecimal.ZERO);
        return outcome;
    }

    private static Limit limit(Kind kind, String owner) {
        return new Limit(new Subject(kind, owner, Period.EVER), CAP, BigDecimal.ONE, true);
    }
}
