package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.reserve.SharedUse.Fault;
import io.gauger.reserve.SharedUse.Node;
import io.gauger.reserve.Subject.Kind;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * Histories of several nodes that admit, settle, write, lose answers of the database, fall silent and come back. One thing
 * happens at a time here, so it is known at each moment what is used and held.
 */
class ReservationHistoriesTest {
    private static final Subject UNITS = new Subject(Kind.ACCOUNT_UNITS, "acme", Period.EVER);
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();

    private final class Machine implements AutoCloseable {
        final Node database;
        final Reservations reservations;
        final Deque<Held> running = new ArrayDeque<>();
        final Deque<BigDecimal> journal = new ArrayDeque<>();

        Machine(SharedUse shared) {
            this.database = shared.node();
            this.reservations = new Reservations(database, nanos::get, () -> 0);
        }

        @Override
        public void close() {
            reservations.close();
        }
    }

    @Property(tries = 150)
    void useNeverPassesTheLimitByMoreThanMeasuresPassEstimatesAndNothingThatIsThereIsRefusedAsExhausted(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed,
            @ForAll @IntRange(min = 0, max = 120) int cap,
            @ForAll @IntRange(min = 1, max = 5) int estimate) {
        Random random = new Random(seed);
        SharedUse shared = new SharedUse();
        Limit limit = new Limit(UNITS, BigDecimal.valueOf(cap), BigDecimal.valueOf(estimate), true);
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            machines.add(new Machine(shared));
        }
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal beyond = BigDecimal.ZERO;
        for (int step = 0; step < 120; step++) {
            Machine machine = machines.get(random.nextInt(machines.size()));
            switch (random.nextInt(12)) {
                case 0 -> {
                    nanos.addAndGet(2 * SECOND);
                    machine.reservations.tick();
                }
                case 1 -> machine.database.failNext(random.nextBoolean() ? Fault.REFUSED : Fault.ANSWER_LOST);
                case 2, 3 -> {
                    if (!machine.journal.isEmpty()) {
                        shared.write(machine.database, UNITS, machine.journal.remove());
                    }
                }
                case 4, 5, 6 -> {
                    Held ended = machine.running.poll();
                    if (ended != null) {
                        BigDecimal measure = BigDecimal.valueOf(random.nextInt(2 * estimate + 1));
                        ended.settle(measure, BigDecimal.ZERO);
                        machine.journal.add(measure);
                        held = held.subtract(limit.estimate());
                        used = used.add(measure);
                        beyond = beyond.add(measure.subtract(limit.estimate()).max(BigDecimal.ZERO));
                    }
                }
                default -> {
                    Outcome outcome = machine.reservations.reserve(List.of(limit));
                    if (outcome.held() != null) {
                        machine.running.add(outcome.held());
                        held = held.add(limit.estimate());
                    } else if (outcome.verdict() == Verdict.EXHAUSTED) {
                        assertThat(used.add(held).add(limit.estimate()))
                                .as("refused as exhausted, step %s", step)
                                .isGreaterThan(limit.cap());
                    }
                }
            }
            assertThat(used.add(held))
                    .as("step %s", step)
                    .isLessThanOrEqualTo(limit.cap().add(beyond));
        }
        machines.forEach(Machine::close);
    }

    /** What is so far of each limit of a history. */
    private static final class Sums {
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal beyond = BigDecimal.ZERO;
    }

    /** A request's end: its units and its cost. */
    private record Measured(BigDecimal units, BigDecimal cost) {}

    @Property(tries = 100)
    void severalLimitsAreHeldTogetherOrNotAtAllAndEachKeepsThePromise(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed,
            @ForAll @IntRange(min = 0, max = 120) int cap,
            @ForAll @IntRange(min = 0, max = 120) int cents,
            @ForAll @IntRange(min = 0, max = 3) int estimate) {
        Random random = new Random(seed);
        SharedUse shared = new SharedUse();
        List<Limit> limits = List.of(
                new Limit(UNITS, BigDecimal.valueOf(cap), BigDecimal.valueOf(estimate), true),
                new Limit(
                        new Subject(Kind.ACCOUNT_CREDITS, "acme", Period.EVER),
                        BigDecimal.valueOf(cents, 2),
                        BigDecimal.valueOf(estimate, 2),
                        true),
                new Limit(
                        new Subject(Kind.ACCOUNT_BUDGET, "acme", Period.EVER), BigDecimal.ONE, BigDecimal.ONE, false));
        List<Sums> sums = limits.stream().map(limit -> new Sums()).toList();
        List<Machine> machines = List.of(new Machine(shared), new Machine(shared));
        List<Deque<Measured>> journals = List.of(new ArrayDeque<>(), new ArrayDeque<>());
        for (int step = 0; step < 120; step++) {
            int chosen = random.nextInt(machines.size());
            Machine machine = machines.get(chosen);
            switch (random.nextInt(12)) {
                case 0 -> {
                    nanos.addAndGet(2 * SECOND);
                    machine.reservations.tick();
                }
                case 1 -> machine.database.failNext(random.nextBoolean() ? Fault.REFUSED : Fault.ANSWER_LOST);
                case 2, 3 -> {
                    Measured written = journals.get(chosen).poll();
                    if (written != null) {
                        limits.forEach(limit -> shared.write(machine.database, limit.subject(), of(limit, written)));
                    }
                }
                case 4, 5, 6 -> {
                    Held ended = machine.running.poll();
                    if (ended != null) {
                        Measured measured = new Measured(
                                BigDecimal.valueOf(random.nextInt(2 * estimate + 2)),
                                BigDecimal.valueOf(random.nextInt(2 * estimate + 2), 2));
                        ended.settle(measured.units(), measured.cost());
                        journals.get(chosen).add(measured);
                        for (int i = 0; i < limits.size(); i++) {
                            BigDecimal measure = of(limits.get(i), measured);
                            Sums sum = sums.get(i);
                            sum.held = sum.held.subtract(limits.get(i).estimate());
                            sum.used = sum.used.add(measure);
                            sum.beyond = sum.beyond.add(
                                    measure.subtract(limits.get(i).estimate()).max(BigDecimal.ZERO));
                        }
                    }
                }
                default -> {
                    Outcome outcome = machine.reservations.reserve(limits);
                    if (outcome.held() != null) {
                        machine.running.add(outcome.held());
                        for (int i = 0; i < limits.size(); i++) {
                            sums.get(i).held =
                                    sums.get(i).held.add(limits.get(i).estimate());
                        }
                    } else if (outcome.verdict() == Verdict.EXHAUSTED) {
                        Limit by = outcome.by();
                        Sums sum = sums.get(limits.indexOf(by));
                        BigDecimal wanted = sum.used.add(sum.held).add(by.estimate());
                        assertThat(wanted.compareTo(by.cap()) > 0
                                        || sum.used.add(sum.held).compareTo(by.cap()) >= 0)
                                .as("refused as exhausted by %s, step %s", by.subject(), step)
                                .isTrue();
                    }
                }
            }
            for (int i = 0; i < 2; i++) {
                Sums sum = sums.get(i);
                assertThat(sum.used.add(sum.held))
                        .as("%s, step %s", limits.get(i).subject(), step)
                        .isLessThanOrEqualTo(limits.get(i).cap().add(sum.beyond));
            }
        }
        machines.forEach(Machine::close);
    }

    private static BigDecimal of(Limit limit, Measured measured) {
        return limit.subject().kind().isMoney() ? measured.cost() : measured.units();
    }
}
