package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SetAsideTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final SetAside aside = new SetAside(nanoTime::get);

    @Test
    void anAccountIsLeftAloneForAnHour() {
        aside.add("acme", "broken");
        nanoTime.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(aside.accounts()).containsExactly("acme");

        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(aside.accounts()).isEmpty();
    }

    @Test
    void itIsToldOfOnceHoweverOftenItFailsInTheSameWayUntilItWasRight() {
        assertThat(aside.add("acme", "broken")).isTrue();
        nanoTime.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(aside.accounts()).isEmpty();
        assertThat(aside.add("acme", "broken")).isFalse();
        assertThat(aside.add("acme", "slow")).isTrue();
        assertThat(aside.add("acme", "slow")).isFalse();

        aside.isRight("acme");

        assertThat(aside.add("acme", "slow")).isTrue();
    }
}
