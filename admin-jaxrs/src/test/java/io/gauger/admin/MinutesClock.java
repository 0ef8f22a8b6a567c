package io.gauger.admin;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A minute later each time it is asked, so that many wrong credentials are no more than one a minute. */
final class MinutesClock extends Clock {
    private final AtomicLong minutes = new AtomicLong();

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(60 * minutes.incrementAndGet());
    }
}
