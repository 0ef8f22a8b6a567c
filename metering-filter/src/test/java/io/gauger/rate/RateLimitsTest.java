package io.gauger.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Exactly so many requests pass as a limit allows, by a clock that the test moves. */
class RateLimitsTest {
    private static final RateLimit HUNDRED = new RateLimit(100, null);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE / 4);
    private final AtomicInteger nodes = new AtomicInteger(1);
    private final RateLimits limits = new RateLimits(nodes::get, clock::get);

    @Test
    void aMinuteBeginsWithTheFirstRequestAndLetsExactlyTheLimitThrough() {
        assertThat(passed(60, HUNDRED)).isEqualTo(60);
        after(Duration.ofSeconds(59));
        assertThat(passed(60, HUNDRED)).isEqualTo(40);

        after(Duration.ofSeconds(1));
        assertThat(passed(300, HUNDRED)).isEqualTo(100);
        after(Duration.ofMinutes(3));
        assertThat(passed(300, HUNDRED)).isEqualTo(100);
    }

    @Test
    void howItStandsIsToldWithEachRequest() {
        RateLimit two = new RateLimit(2, null);
        assertThat(limits.take("a", two)).isEqualTo(new RateState(two, true, 1, seconds(60), 0));
        after(Duration.ofSeconds(20));
        assertThat(limits.take("a", two)).isEqualTo(new RateState(two, true, 0, seconds(40), 0));
        after(Duration.ofMillis(500));

        RateState refused = limits.take("a", two);

        assertThat(refused)
                .isEqualTo(new RateState(two, false, 0, seconds(40) - seconds(1) / 2, refused.nanosToFull()));
        assertThat(refused.secondsToNext()).isEqualTo(40);
        assertThat(limits.look("a", two)).isEqualTo(refused);
        assertThat(limits.look("other", two)).isEqualTo(new RateState(two, true, 2, 0, 0));
    }

    @Test
    void aBurstPassesAtOnceAndTheRestComesBackEvenly() {
        RateLimit limit = new RateLimit(60, 10);
        assertThat(passed(100, limit)).isEqualTo(10);

        after(Duration.ofMillis(999));
        assertThat(passed(1, limit)).isZero();
        after(Duration.ofMillis(1));
        RateState taken = limits.take("a", limit);
        assertThat(taken).isEqualTo(new RateState(limit, true, 0, seconds(10), 0));
        assertThat(limits.take("a", limit).secondsToNext()).isEqualTo(1);

        after(Duration.ofSeconds(5));
        assertThat(passed(100, limit)).isEqualTo(5);
        after(Duration.ofHours(1));
        assertThat(passed(100, limit)).isEqualTo(10);
    }

    @Test
    void aBurstMayBeLargerThanAMinutesRequests() {
        assertThat(passed(100, new RateLimit(10, 40))).isEqualTo(40);
        after(Duration.ofMinutes(1));
        assertThat(passed(100, new RateLimit(10, 40))).isEqualTo(10);
        assertThat(new RateLimit(10, 40).windowSeconds()).isEqualTo(240);
    }

    @Test
    void noLimitOfNothingIsPassed() {
        RateLimit nothing = new RateLimit(0, null);
        assertThat(passed(3, nothing)).isZero();
        assertThat(limits.take("a", nothing)).isEqualTo(new RateState(nothing, false, 0, seconds(60), seconds(60)));
        assertThat(limits.look("a", new RateLimit(0, 5)).passed()).isFalse();
    }

    @Test
    void idsCountApart() {
        assertThat(passed(200, HUNDRED)).isEqualTo(100);
        assertThat(limits.take("b", HUNDRED).remaining()).isEqualTo(99);
    }

    @Test
    void manyThreadsTogetherPassExactlyTheLimitInEachMinute() throws Exception {
        RateLimit limit = new RateLimit(1_000, null);
        for (int minute = 0; minute < 5; minute++) {
            assertThat(passedByThreads(8, 500, limit)).isEqualTo(1_000);
            after(Duration.ofMinutes(1));
        }
    }

    @Test
    void whatIsGivenBackInAHurryIsNeverMoreThanWasTaken() throws Exception {
        RateLimit limit = new RateLimit(100, null);
        inThreads(8, () -> {
            for (int i = 0; i < 2_000; i++) {
                RateState taken = limits.take("a", limit);
                if (taken.passed()) {
                    limits.giveBack("a", taken);
                }
            }
        });
        assertThat(passed(300, limit)).isEqualTo(100);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainButNotInTheNextMinute() {
        RateLimit two = new RateLimit(2, null);
        limits.take("a", two);
        RateState taken = limits.take("a", two);
        assertThat(limits.giveBack("a", taken)).isEqualTo(new RateState(two, true, 1, seconds(60), 0));

        after(Duration.ofSeconds(59));
        taken = limits.take("a", two);
        after(Duration.ofSeconds(2));
        assertThat(passed(1, two)).isEqualTo(1);
        assertThat(limits.giveBack("a", taken).remaining()).isEqualTo(1);
        assertThat(passed(5, two)).isEqualTo(1);
    }

    @Test
    void aChangedLimitHoldsAtOnceAndWhatWasUsedStaysUsed() {
        assertThat(passed(80, HUNDRED)).isEqualTo(80);
        assertThat(passed(300, new RateLimit(200, null))).isEqualTo(120);
        after(Duration.ofMinutes(1));

        assertThat(passed(30, new RateLimit(200, null))).isEqualTo(30);
        assertThat(passed(300, new RateLimit(50, null))).isEqualTo(20);
        after(Duration.ofMinutes(1));
        assertThat(passed(300, new RateLimit(50, null))).isEqualTo(50);
        assertThat(passed(300, new RateLimit(20, null))).isZero();
    }

    @Test
    void aChangeBetweenMinutesAndBurstsGivesNoNewOne() {
        assertThat(passed(100, HUNDRED)).isEqualTo(100);
        after(Duration.ofSeconds(59));
        assertThat(passed(100, new RateLimit(60, 100))).isZero();
        after(Duration.ofSeconds(3));
        assertThat(passed(100, new RateLimit(60, 100))).isEqualTo(3);
        assertThat(passed(100, HUNDRED)).isZero();
    }

    @Test
    void nodesShareALimit() {
        nodes.set(3);
        assertThat(passed(300, HUNDRED)).isEqualTo(34);
        assertThat(limits.look("a", HUNDRED).limit()).isEqualTo(HUNDRED);
        assertThat(RateLimitsTest.passed(new RateLimits(() -> 4, clock::get), 300, new RateLimit(60, 10)))
                .isEqualTo(3);
    }

    @Test
    void eachWithTheSameLimitHasItsOwnAlsoAfterNodesHaveComeAndALimitHasChangedWithThem() {
        limits.take("a", HUNDRED);
        limits.take("b", HUNDRED);
        nodes.set(2);
        assertThat(limits.take("a", HUNDRED).remaining()).isEqualTo(48);
        assertThat(limits.look("b", HUNDRED).remaining()).isEqualTo(49);
        assertThat(limits.look("c", HUNDRED).remaining()).isEqualTo(50);

        nodes.set(1);
        RateLimit more = new RateLimit(200, null);
        // of 100 on one node 96 were left of 100, and 100 more came with the limit
        assertThat(limits.look("a", more).remaining()).isEqualTo(196);
        assertThat(limits.look("c", more).remaining()).isEqualTo(200);
    }

    @Test
    void howManyDifferentLimitsThereAreChangesNone() {
        for (int round = 1; round <= 2; round++) {
            for (int i = 1; i <= 2500; i++) {
                assertThat(limits.take("caller " + i, new RateLimit(10 + i, null))
                                .remaining())
                        .isEqualTo(10 + i - round);
            }
        }
    }

    @Test
    void nodesThatComeAndGoGiveNothingAnew() {
        assertThat(passed(60, HUNDRED)).isEqualTo(60);
        for (int i = 0; i < 10; i++) {
            nodes.set(2);
            assertThat(limits.look("a", HUNDRED).remaining()).isLessThanOrEqualTo(20);
            nodes.set(1);
            assertThat(limits.look("a", HUNDRED).remaining()).isLessThanOrEqualTo(40);
        }
        assertThat(passed(300, HUNDRED)).isBetween(30, 40);
        nodes.set(2);
        assertThat(passed(300, HUNDRED)).isZero();
        after(Duration.ofMinutes(1));
        assertThat(passed(300, HUNDRED)).isEqualTo(50);
    }

    @Test
    void idsThatAreNotUsedAnyMoreAreForgotten() {
        for (int i = 0; i < 10_000; i++) {
            limits.take("id " + i, HUNDRED);
        }
        assertThat(limits.size()).isEqualTo(10_000);

        after(Duration.ofSeconds(61));
        for (int i = 0; i <= 10_000 / 64 + 1; i++) {
            limits.take("a", HUNDRED);
            after(Duration.ofMillis(1));
        }

        assertThat(limits.size()).isEqualTo(1);
    }

    @Test
    void whatIsFetchedForTheProcessorIsNeitherMadeNorChanged() {
        limits.fetch("a");
        assertThat(limits.size()).isZero();

        limits.take("a", HUNDRED);
        limits.fetch("a");
        assertThat(limits.look("a", HUNDRED).remaining()).isEqualTo(99);
        assertThat(limits.size()).isOne();
    }

    @Test
    void noIdIsForgottenThatHasNotItsWholeLimit() {
        RateLimit slow = new RateLimit(1, 100);
        assertThat(passed(100, slow)).isEqualTo(100);
        for (int minute = 0; minute < 50; minute++) {
            after(Duration.ofMinutes(1));
            limits.take("other", HUNDRED);
        }
        assertThat(passed(100, slow)).isEqualTo(50);
    }

    @Test
    void forgettingGivesNobodyMoreThanHisLimit() throws Exception {
        // each of the rounds begins with what is about to be forgotten
        for (int round = 0; round < 300; round++) {
            assertThat(passedByThreads(4, 10, new RateLimit(20, null))).isEqualTo(20);
            after(Duration.ofSeconds(61));
        }
    }

    private int passed(int requests, RateLimit limit) {
        return passed(limits, requests, limit);
    }

    private static int passed(RateLimits limits, int requests, RateLimit limit) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            limits.fetch("a");
            passed += limits.take("a", limit).passed() ? 1 : 0;
        }
        return passed;
    }

    private int passedByThreads(int threads, int requestsOfEach, RateLimit limit) throws Exception {
        AtomicInteger passed = new AtomicInteger();
        inThreads(threads, () -> passed.addAndGet(passed(requestsOfEach, limit)));
        return passed.get();
    }

    private static void inThreads(int threads, Runnable work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> {
                    start.await();
                    work.run();
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private void after(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
