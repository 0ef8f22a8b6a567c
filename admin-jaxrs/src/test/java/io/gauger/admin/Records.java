package io.gauger.admin;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import io.gauger.usage.StoredRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Stored records for tests. */
final class Records {
    private Records() {}

    /** A streamed chat with every field filled. */
    static StoredRecord full(UUID id, Instant time) {
        return full(id, time, "acme");
    }

    /** The same of this account. */
    static StoredRecord full(UUID id, Instant time, String account) {
        Caller caller = new Caller(account, "key_1", "production", "gk_abcde", "plan_1");
        Exchange exchange = new Exchange(
                "POST", "/v1/chat/completions", 200, true, "192.0.2.7", "curl/8.5 \"quoted\"", 1234, 56L, 321, 4096);
        Measurement measurement = new Measurement(
                new BigDecimal("30.500000000"),
                Basis.PARTIAL,
                Set.of(Flag.TIMEOUT, Flag.MISSING_FIELD),
                new TokenUsage(10L, 20L, 4L),
                "openai",
                "gpt-4",
                7);
        UsageRecord usage = new UsageRecord(id, time, caller, "chat", "/v1/chat/*", exchange, measurement, null);
        return new StoredRecord(
                usage,
                new BigDecimal("0.000375000000"),
                new BigDecimal("0.001000000000"),
                "price_1",
                178000000000000001L);
    }

    /** A refused request of which nothing is known that need not be. */
    static StoredRecord bare(UUID id, Instant time) {
        Exchange exchange = new Exchange("GET", "/v1/ping", 401, false, null, null, 0, null, 0, 0);
        Measurement measurement =
                new Measurement(new BigDecimal("0E-9"), Basis.MEASURED, Set.of(), TokenUsage.NONE, null, null, 0);
        UsageRecord usage =
                new UsageRecord(id, time, Caller.ANONYMOUS, "ping", "/v1/ping", exchange, measurement, "invalid_key");
        return new StoredRecord(usage, new BigDecimal("0E-12"), new BigDecimal("0E-12"), null, null);
    }
}
