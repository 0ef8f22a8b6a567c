package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.reserve.Subject.Kind;
import io.gauger.reserve.Waiter.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AskerTest {
    private static final Limit LIMIT = new Limit(
            new Subject(Kind.ACCOUNT_REQUESTS, "acme", new Period(0, 900_000)), BigDecimal.TEN, BigDecimal.ONE, true);

    @Test
    void aThreadThatCannotBeHadFailsNoRequestAndIsMadeForTheNext() {
        AtomicBoolean noThreads = new AtomicBoolean(true);
        try (Asker asker =
                new Asker((shares, waiters) -> waiters.forEach(waiter -> waiter.give(Answer.HELD)), 1, work -> {
                    if (noThreads.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return new Thread(work, "asker of a test");
                })) {
            Waiter first = waiter();
            asker.ask(first);
            assertThat(first.await(1).verdict()).isEqualTo(Verdict.UNKNOWN);

            noThreads.set(false);
            Waiter second = waiter();
            asker.ask(second);
            assertThat(second.await(Duration.ofSeconds(10).toNanos()).verdict()).isEqualTo(Verdict.HELD);
        }
    }

    @Test
    void nobodyIsLeftWaitingByAThreadThatEndsAtThatMoment() {
        try (Asker asker = new Asker(
                (shares, waiters) -> waiters.forEach(waiter -> waiter.give(Answer.HELD)),
                0,
                work -> new Thread(work, "asker of a test"))) {
            for (int i = 0; i < 5_000; i++) {
                Waiter waiter = waiter();
                asker.ask(waiter);
                assertThat(waiter.await(Duration.ofSeconds(10).toNanos()).verdict())
                        .as("request %s", i)
                        .isEqualTo(Verdict.HELD);
            }
        }
    }

    private static Waiter waiter() {
        return new Waiter(List.of(new Claim(new Share(LIMIT, 0), LIMIT)));
    }
}
