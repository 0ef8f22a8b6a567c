package io.gauger.benchmark.storage;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.price.PriceBook;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** AI calls of some accounts, about a thousand a second, priced or not. For one thread. */
final class SampleRecords {
    private static final String[] MODELS = {"gpt-4o-mini", "claude-3-5-haiku-20241022", "gpt-4o"};
    private static final int[] STATUSES = {200, 200, 200, 200, 200, 200, 200, 200, 200, 429};

    private final RecordId ids = new RecordId();
    private final Random random;
    private final int accounts;
    private final PriceBook prices;
    private long time;

    SampleRecords(long seed, int accounts, boolean priced, Instant from) {
        this.random = new Random(seed);
        this.accounts = accounts;
        this.prices = priced ? SamplePrices.BOOK : PriceBook.EMPTY;
        this.time = from.toEpochMilli();
    }

    List<UsageRecord> next(int count, long millisBetween) {
        List<UsageRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(next());
            time += millisBetween;
        }
        return records;
    }

    /** As a node has it that priced it when it was complete. */
    private UsageRecord next() {
        UsageRecord record = measured();
        return new UsageRecord(
                record.id(),
                record.epochMilli(),
                record.caller(),
                record.route(),
                record.endpoint(),
                record.exchange(),
                record.measurement(),
                null,
                1,
                prices.rate(record, SamplePrices.CURRENCY));
    }

    private UsageRecord measured() {
        String account = "acct_" + random.nextInt(accounts);
        boolean chat = random.nextInt(4) > 0;
        long tokens = random.nextInt(4000);
        return new UsageRecord(
                ids.next(time),
                time,
                new Caller(account, "key_" + account, "production", "gk_8fk2m", "plan_pro"),
                chat ? "chat" : "embeddings",
                chat ? "/v1/chat/completions" : "/v1/embeddings",
                new Exchange(
                        "POST",
                        chat ? "/v1/chat/completions" : "/v1/embeddings",
                        STATUSES[random.nextInt(STATUSES.length)],
                        chat,
                        "192.0.2." + random.nextInt(256),
                        "OpenAI/Python 1.52.0",
                        (long) Math.exp(4 + random.nextGaussian()),
                        40L + random.nextInt(200),
                        500 + random.nextInt(3000),
                        900 + tokens * 4),
                new Measurement(
                        BigDecimal.valueOf(tokens, 0).setScale(9),
                        Basis.MEASURED,
                        Set.of(),
                        new TokenUsage((long) random.nextInt(2000), tokens, 0L),
                        "openai",
                        MODELS[random.nextInt(MODELS.length)],
                        chat ? 20 : 0),
                null);
    }
}
