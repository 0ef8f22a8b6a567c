package io.gauger.testing;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.price.Rated;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes records for tests. */
public final class Records {
    private static final RecordId IDS = new RecordId();

    /** Around the beginning of summer time in Europe, an hour that no clock there shows, and the turn of a month. */
    private static final Instant FROM = Instant.parse("2026-03-28T22:00:00Z");

    private static final long SPAN_MS = 4L * 24 * 3600 * 1000;

    private Records() {}

    /** An ordinary record of this moment. */
    public static UsageRecord ordinary(Instant time) {
        return with(time, "acme", "ping", 200, 12, BigDecimal.ONE.setScale(9), Set.of(), null);
    }

    public static List<UsageRecord> ordinary(int count) {
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(ordinary(FROM.plusMillis(i)));
        }
        return records;
    }

    /** A record that differs from an ordinary one in what is given. */
    public static UsageRecord with(
            Instant time,
            String account,
            String route,
            int status,
            long latencyMs,
            BigDecimal units,
            Set<Flag> flags,
            String refusal) {
        return new UsageRecord(
                IDS.next(time.toEpochMilli()),
                time,
                new Caller(account, account == null ? null : account + "-key", "main", "gk_abcde", "free"),
                route,
                "/v1/" + route,
                new Exchange("GET", "/v1/" + route, status, false, "127.0.0.1", "test", latencyMs, 3L, 10, 2048),
                new Measurement(units, Basis.MEASURED, flags, TokenUsage.NONE, null, null, 0),
                refusal);
    }

    /** An ordinary record of this account that cost so much. */
    public static UsageRecord priced(Instant time, String account, String cost) {
        BigDecimal exact = new BigDecimal(cost).setScale(12);
        return new UsageRecord(
                IDS.next(time.toEpochMilli()),
                time.toEpochMilli(),
                new Caller(account, account + "-key", "main", "gk_abcde", null),
                "ping",
                "/v1/ping",
                new Exchange("GET", "/v1/ping", 200, false, "127.0.0.1", "test", 12, 3L, 10, 2048),
                new Measurement(BigDecimal.ONE.setScale(9), Basis.MEASURED, Set.of(), TokenUsage.NONE, null, null, 0),
                null,
                1,
                new Rated(exact, exact, "price_1", false));
    }

    /** Records of every kind, with few values in each dimension so that groups are shared. */
    public static List<UsageRecord> random(long seed, int count) {
        Random random = new Random(seed);
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(random(random));
        }
        return records;
    }

    /** The same, of which the admitted ones cost something now and then. */
    public static List<UsageRecord> randomWithCosts(long seed, int count) {
        Random random = new Random(seed);
        return random(seed, count).stream()
                .map(record -> record.refusal() != null
                        ? record
                        : costing(
                                record,
                                random.nextInt(3) == 0
                                        ? BigDecimal.ZERO
                                        : new BigDecimal(new java.math.BigInteger(60, random), 12)))
                .toList();
    }

    /** An ordinary record that was priced on its node. */
    public static UsageRecord costing(Instant time, String account, String cost) {
        return costing(
                with(time, account, "ping", 200, 12, BigDecimal.ONE.setScale(9), Set.of(), null), new BigDecimal(cost));
    }

    private static UsageRecord costing(UsageRecord record, BigDecimal cost) {
        return new UsageRecord(
                record.id(),
                record.epochMilli(),
                record.caller(),
                record.route(),
                record.endpoint(),
                record.exchange(),
                record.measurement(),
                record.refusal(),
                record.count(),
                new Rated(cost.setScale(12), cost.setScale(12), cost.signum() == 0 ? null : "price_1", false));
    }

    private static UsageRecord random(Random random) {
        Instant time = FROM.plusMillis((long) (random.nextDouble() * SPAN_MS));
        String account = oneOf(random, null, "acme", "globex", "ünïcode 💶 o'hara\\");
        String route = oneOf(random, "ping", "chat", "files");
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        while (random.nextInt(3) == 0) {
            flags.add(oneOf(random, Flag.values()));
        }
        return new UsageRecord(
                IDS.next(time.toEpochMilli()),
                time,
                account == null
                        ? Caller.ANONYMOUS
                        : new Caller(account, account + "-" + random.nextInt(2), "name", "gk_12345", "plan"),
                route,
                "/v1/" + route + "/*",
                new Exchange(
                        oneOf(random, "GET", "POST"),
                        "/v1/" + route + "/" + random.nextInt(5),
                        oneOf(random, 200, 201, 302, 399, 400, 404, 500),
                        random.nextBoolean(),
                        oneOf(random, null, "::1"),
                        oneOf(random, null, "curl/8"),
                        random.nextInt(40),
                        oneOf(random, null, 7L),
                        random.nextInt(10_000),
                        random.nextLong(1L << 40)),
                new Measurement(
                        new BigDecimal(new java.math.BigInteger(random.nextInt(100), random), 9),
                        oneOf(random, Basis.values()),
                        flags,
                        new TokenUsage(
                                oneOf(random, null, (long) random.nextInt(100_000)),
                                oneOf(random, null, (long) random.nextInt(100_000)),
                                oneOf(random, null, 0L, 55L)),
                        oneOf(random, null, "openai", "anthropic"),
                        oneOf(random, null, "gpt-4", "gpt-4 "),
                        random.nextInt(50)),
                oneOf(
                        random,
                        null,
                        null,
                        null,
                        random.nextInt(50) == 0 ? "invalid_key" : "reason_" + random.nextInt(1_000_000)));
    }

    @SafeVarargs
    private static <T> T oneOf(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
