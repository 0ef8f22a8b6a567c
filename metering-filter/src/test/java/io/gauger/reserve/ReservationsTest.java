package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.reserve.SharedUse.Fault;
import io.gauger.reserve.SharedUse.Node;
import io.gauger.reserve.Subject.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReservationsTest {
    private static final Subject REQUESTS = new Subject(Kind.ACCOUNT_REQUESTS, "acme", new Period(0, 900_000));
    private static final Subject UNITS = new Subject(Kind.ACCOUNT_UNITS, "acme", new Period(0, 900_000));
    private static final long SECOND = 1_000_000_000;

    private final SharedUse database = new SharedUse();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong millis = new AtomicLong();
    private final Node here = database.node();
    private final Reservations node = reservations(here);
    private final List<Reservations> others = new ArrayList<>();

    @AfterEach
    void close() {
        node.close();
        others.forEach(Reservations::close);
    }

    @Test
    void soManyAreAdmittedAsTheLimitSaysAndNoMore() {
        for (int i = 0; i < 100; i++) {
            assertThat(use(node, hard("100", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        assertThat(use(node, hard("100", "1"), "1")).isEqualTo(Verdict.EXHAUSTED);
    }

    @Test
    void asLongAsThereIsPlentyNobodyAsksTheDatabase() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(use(node, hard("1000000", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        assertThat(database.exchanges()).isOne();
    }

    @Test
    void aLimitOfZeroIsNothingAlsoForARequestThatIsEstimatedAtNothing() {
        assertThat(reserve(node, hard("0", "1")).verdict()).isEqualTo(Verdict.EXHAUSTED);
        assertThat(reserve(node, units("0", "0")).verdict()).isEqualTo(Verdict.EXHAUSTED);
    }

    @Test
    void whatIsHeldIsNotThereForOthersUntilItIsReleased() {
        Outcome first = reserve(node, units("10", "6"));
        assertThat(reserve(node, units("10", "6")).verdict()).isEqualTo(Verdict.EXHAUSTED);

        first.held().release();
        first.held().release();

        assertThat(reserve(node, units("10", "6")).verdict()).isEqualTo(Verdict.HELD);
        assertThat(reserve(node, units("10", "6")).verdict()).isEqualTo(Verdict.EXHAUSTED);
    }

    @Test
    void whatIsMeasuredLessThanEstimatedIsThereAgainAndWhatIsMeasuredMoreIsGone() {
        reserve(node, units("10", "6")).held().settle(new BigDecimal("1.5"), BigDecimal.ZERO);
        assertThat(node.used(UNITS)).isEqualByComparingTo("1.5");

        reserve(node, units("10", "6")).held().settle(new BigDecimal("20"), BigDecimal.ZERO);
        assertThat(node.used(UNITS)).isEqualByComparingTo("21.5");
        assertThat(reserve(node, units("10", "6")).verdict()).isEqualTo(Verdict.EXHAUSTED);
        assertThat(reserve(node, units("22", "0.5")).verdict()).isEqualTo(Verdict.HELD);
    }

    @Test
    void anOverdraftHereIsKnownToOthers() {
        Reservations other = other();
        Held held = reserve(node, units("10", "1")).held();
        held.settle(new BigDecimal("9.5"), BigDecimal.ZERO);
        node.tick();

        assertThat(reserve(other, units("10", "1")).verdict()).isNotEqualTo(Verdict.HELD);
        assertThat(reserve(other, units("10", "0.5")).verdict()).isEqualTo(Verdict.HELD);
    }

    @Test
    void severalLimitsAreHeldAllOrNone() {
        List<Limit> both = List.of(hard("100", "1"), units("10", "6"));
        Outcome first = node.reserve(both);
        assertThat(first.verdict()).isEqualTo(Verdict.HELD);

        Outcome second = node.reserve(both);
        assertThat(second.verdict()).isEqualTo(Verdict.EXHAUSTED);
        assertThat(second.by().subject()).isEqualTo(UNITS);
        assertThat(node.used(REQUESTS)).isEqualByComparingTo("1");

        first.held().settle(new BigDecimal("2"), BigDecimal.ZERO);
        assertThat(node.reserve(both).verdict()).isEqualTo(Verdict.HELD);
    }

    @Test
    void whatLiesInAnotherNodesPortionIsNotRefusedAsExhaustedAndIsGivenBackWithinATick() {
        Reservations other = other();
        assertThat(use(node, hard("64", "1"), "1")).isEqualTo(Verdict.HELD);
        int admitted = 1;
        Verdict last = Verdict.HELD;
        while (last == Verdict.HELD) {
            last = use(other, hard("64", "1"), "1");
            admitted += last == Verdict.HELD ? 1 : 0;
        }
        assertThat(last).isEqualTo(Verdict.ELSEWHERE);
        assertThat(admitted).isLessThan(64);

        node.tick();
        while (use(other, hard("64", "1"), "1") == Verdict.HELD) {
            admitted++;
        }
        assertThat(admitted).isEqualTo(64);
    }

    @Test
    void whatADeadNodeHeldIsThereAgainOnceItIsTakenForDeadAndWhatItUsedIsNot() {
        Node dying = database.node();
        Reservations dead = reservations(dying);
        for (int i = 0; i < 10; i++) {
            reserve(dead, hard("12", "1"));
        }
        dead.close();
        database.recover(REQUESTS, new BigDecimal("4"));
        assertThat(reserve(node, hard("12", "1")).verdict()).isEqualTo(Verdict.ELSEWHERE);

        database.expire(dying);

        for (int i = 0; i < 8; i++) {
            assertThat(reserve(node, hard("12", "1")).verdict()).isEqualTo(Verdict.HELD);
        }
        assertThat(reserve(node, hard("12", "1")).verdict()).isEqualTo(Verdict.EXHAUSTED);
    }

    @Test
    void portionsAreNotUsedAnyMoreOnceOthersTakeThisNodeForDead() {
        assertThat(use(node, hard("1000", "1"), "1")).isEqualTo(Verdict.HELD);
        here.failNext(Fault.REFUSED);
        nanos.addAndGet(150 * SECOND);

        assertThat(use(node, hard("1000", "1"), "1")).isEqualTo(Verdict.UNKNOWN);

        nanos.addAndGet(2 * SECOND);
        assertThat(use(node, hard("1000", "1"), "1")).isEqualTo(Verdict.HELD);
    }

    @Test
    void theFirstExchangeIsMadeBeforeARequestWaitsForIt() {
        node.tick();
        assertThat(database.exchanges()).isOne();

        node.tick();
        assertThat(database.exchanges()).isOne();
    }

    @Test
    void whileTheDatabaseIsAwayPortionsLastAndThenHardIsNotKnownAndSoftIsAdmitted() {
        assertThat(use(node, hard("1000", "1"), "1")).isEqualTo(Verdict.HELD);
        int more = 0;
        Verdict last = Verdict.HELD;
        here.failNext(Fault.AWAY);
        while (last == Verdict.HELD) {
            last = use(node, hard("1000", "1"), "1");
            more += last == Verdict.HELD ? 1 : 0;
        }
        assertThat(last).isEqualTo(Verdict.UNKNOWN);
        assertThat(more).isBetween(1, 125);

        Outcome soft = reserve(node, soft("1000", "1"));
        assertThat(soft.verdict()).isEqualTo(Verdict.UNTOLD);
        assertThat(soft.verdict().admits()).isTrue();
    }

    @Test
    void anExchangeWhoseAnswerIsLostCostsNothingForLong() {
        here.failNext(Fault.ANSWER_LOST);
        assertThat(reserve(node, hard("10", "1")).verdict()).isEqualTo(Verdict.UNKNOWN);
        nanos.addAndGet(2 * SECOND);
        node.tick();

        Reservations other = other();
        for (int i = 0; i < 10; i++) {
            assertThat(reserve(other, hard("10", "1")).verdict()).isEqualTo(Verdict.HELD);
        }
    }

    @Test
    void softCountsBeyondItsLimitAndTellsHowMuch() {
        for (int i = 0; i < 5; i++) {
            assertThat(use(node, soft("3", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        assertThat(node.used(UNITS)).isEqualByComparingTo("5");
        assertThat(database.exchanges()).isOne();
    }

    @Test
    void whatWasUsedBeforeThereWasAQuotaCounts() {
        database.write(here, UNITS, new BigDecimal("7"));
        database.recover(UNITS, new BigDecimal("2"));

        assertThat(reserve(node, units("10", "2")).verdict()).isEqualTo(Verdict.EXHAUSTED);
        assertThat(reserve(node, units("10", "1")).verdict()).isEqualTo(Verdict.HELD);
        assertThat(node.used(UNITS)).isEqualByComparingTo("10");
    }

    @Test
    void anotherLimitForTheSameCountsAtOnce() {
        assertThat(use(node, hard("1000", "1"), "1")).isEqualTo(Verdict.HELD);

        assertThat(reserve(node, hard("1", "1")).verdict()).isEqualTo(Verdict.EXHAUSTED);
        assertThat(reserve(node, hard("2", "1")).verdict()).isEqualTo(Verdict.HELD);
    }

    @Test
    void whoGoesOnAskingWhenAllIsWrittenCostsTheDatabaseNothing() {
        database.recover(REQUESTS, new BigDecimal("10"));
        assertThat(reserve(node, hard("10", "1")).verdict()).isEqualTo(Verdict.EXHAUSTED);
        int before = database.exchanges();

        for (int i = 0; i < 100; i++) {
            assertThat(reserve(node, hard("10", "1")).verdict()).isEqualTo(Verdict.EXHAUSTED);
        }
        assertThat(database.exchanges()).isEqualTo(before);
        assertThat(reserve(node, hard("11", "1")).verdict()).isEqualTo(Verdict.HELD);
    }

    @Test
    void aPeriodThatEndedADayAgoIsForgottenAndWhatStillRunsSettles() {
        Held held = reserve(node, hard("10", "1")).held();
        millis.addAndGet(900_000 + 86_400_001);
        node.tick();

        assertThat(node.used(REQUESTS)).isNull();
        held.settle(BigDecimal.ONE, BigDecimal.ZERO);
    }

    @Test
    void whatANodeUsedBeforeItWasTakenForDeadCountsOnceWhenItComesBack() {
        for (int i = 0; i < 6; i++) {
            assertThat(use(node, units("10", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        database.write(here, UNITS, new BigDecimal("6"));
        database.fold(here);
        nanos.addAndGet(3600 * SECOND);
        node.tick();

        assertThat(node.used(UNITS)).isNull();
        assertThat(reserve(node, units("10", "4")).verdict()).isEqualTo(Verdict.HELD);
        assertThat(node.used(UNITS)).isEqualByComparingTo("10");
        assertThat(reserve(node, units("10", "1")).verdict()).isEqualTo(Verdict.EXHAUSTED);
    }

    @Test
    void whatStillRunsWhenANodeIsTakenForDeadCountsWhenItIsWritten() {
        Held held = reserve(node, units("10", "3")).held();
        database.fold(here);
        assertThat(reserve(node, units("10", "8")).verdict()).isEqualTo(Verdict.UNKNOWN);
        held.settle(new BigDecimal("4"), BigDecimal.ZERO);
        database.write(here, UNITS, new BigDecimal("4"));

        assertThat(reserve(node, units("10", "7")).verdict()).isEqualTo(Verdict.EXHAUSTED);
        assertThat(reserve(node, units("10", "6")).verdict()).isEqualTo(Verdict.HELD);
    }

    @Test
    void aNodeWithoutLimitsTellsThatItLivesToo() {
        node.tick();
        nanos.addAndGet(31 * SECOND);
        node.tick();

        assertThat(database.exchanges()).isEqualTo(2);
    }

    private Verdict use(Reservations on, Limit limit, String measure) {
        Outcome outcome = reserve(on, limit);
        if (outcome.held() != null) {
            outcome.held().settle(new BigDecimal(measure), BigDecimal.ZERO);
        }
        return outcome.verdict();
    }

    private static Outcome reserve(Reservations on, Limit... limits) {
        return on.reserve(Arrays.asList(limits));
    }

    private static Limit hard(String cap, String estimate) {
        return new Limit(REQUESTS, new BigDecimal(cap), new BigDecimal(estimate), true);
    }

    private static Limit units(String cap, String estimate) {
        return new Limit(UNITS, new BigDecimal(cap), new BigDecimal(estimate), true);
    }

    private static Limit soft(String cap, String estimate) {
        return new Limit(UNITS, new BigDecimal(cap), new BigDecimal(estimate), false);
    }

    private Reservations other() {
        Reservations made = reservations(database.node());
        others.add(made);
        return made;
    }

    private Reservations reservations(Node source) {
        return new Reservations(source, nanos::get, millis::get);
    }
}
