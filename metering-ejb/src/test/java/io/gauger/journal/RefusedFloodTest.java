package io.gauger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flood of refused requests costs little disk, and is counted whole. */
class RefusedFloodTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final RecordId IDS = new RecordId();

    @TempDir
    Path directory;

    private final AtomicLong clock = new AtomicLong();
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(Journals.small(directory), new Disk(), clock::get);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void ordinaryRefusalsAreRecordedOneByOne() {
        offer(100, "rate_limited", "acme");

        List<UsageRecord> records = recorded();

        assertThat(records).hasSize(100).allSatisfy(record -> {
            assertThat(record.count()).isOne();
            assertThat(record.measurement().flags()).isEmpty();
        });
    }

    @Test
    void ofAFloodWhatIsBeyondAHundredBecomesOneRecordASecond() {
        offer(5_000, "rate_limited", "acme");
        assertThat(recorded()).hasSize(100);
        assertThat(journal.backlog()).isOne();

        after(Duration.ofSeconds(1));
        offer(1, "rate_limited", "acme");

        List<UsageRecord> records = recorded();
        assertThat(records).hasSize(2);
        UsageRecord sum = records.get(1).count() > 1 ? records.get(1) : records.get(0);
        assertThat(sum.count()).isEqualTo(4_900);
        assertThat(sum.refusal()).isEqualTo("rate_limited");
        assertThat(sum.caller().accountId()).isEqualTo("acme");
        assertThat(sum.status()).isEqualTo(429);
        assertThat(sum.latencyMs()).isEqualTo(2);
        assertThat(sum.path()).isEqualTo("(4900 requests)");
        assertThat(sum.measurement().flags()).containsExactly(Flag.SUMMARY);
        assertThat(journal.flags()).containsEntry(Flag.SUMMARY, 1L);
    }

    @Test
    void aTickRecordsWhatIsLeft() {
        offer(150, "rate_limited", "acme");
        recorded();
        after(Duration.ofSeconds(1));

        journal.tick();

        assertThat(sum(recorded())).isEqualTo(50);
        assertThat(journal.backlog()).isZero();
    }

    @Test
    void aStopRecordsWhatIsLeftToo() {
        offer(150, "rate_limited", "acme");

        journal.stop();

        assertThat(sum(recorded())).isEqualTo(150);
        assertThat(journal.lost()).isZero();
    }

    @Test
    void reasonsCountApartAndAdmittedRequestsAreNeverSummedUp() {
        offer(150, "rate_limited", "acme");
        offer(150, "invalid_key", null);
        for (int i = 0; i < 300; i++) {
            journal.offer(record(null, "acme"));
        }

        assertThat(recorded()).hasSize(100 + 100 + 300);
    }

    @Test
    void ofManyCallersAHundredAreToldApart() {
        offer(100, "rate_limited", "first");
        for (int i = 0; i < 1_000; i++) {
            offer(1, "rate_limited", "account " + i);
        }
        recorded();
        after(Duration.ofSeconds(1));
        journal.tick();

        List<UsageRecord> records = recorded();

        assertThat(records).hasSize(101);
        assertThat(sum(records)).isEqualTo(1_000);
        assertThat(records)
                .filteredOn(record -> record.caller().accountId() == null)
                .singleElement()
                .satisfies(rest -> assertThat(rest.count()).isEqualTo(900));
    }

    @Test
    void modelsThatAClientMakesUpAreNotToldApart() {
        offer(100, "model_not_allowed", "acme");
        for (int i = 0; i < 1_000; i++) {
            journal.offer(record("model_not_allowed", "acme", "model " + i));
        }
        recorded();
        after(Duration.ofSeconds(1));
        journal.tick();

        assertThat(recorded()).singleElement().satisfies(sum -> {
            assertThat(sum.count()).isEqualTo(1_000);
            assertThat(sum.caller().accountId()).isEqualTo("acme");
            assertThat(sum.measurement().model()).isNull();
        });
    }

    @Test
    void aHundredThousandRefusalsOfManyClientsTakeAFewKilobytesAndAreAllCounted() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<UsageRecord> records = new ArrayList<>();
        // ten seconds of ten thousand each
        for (int second = 0; second < 10; second++) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(clients.submit(() -> offer(2_500, "invalid_key", null)));
            }
            for (Future<?> one : running) {
                one.get();
            }
            after(Duration.ofSeconds(1));
            records.addAll(recorded());
        }
        clients.shutdown();
        journal.tick();
        records.addAll(recorded());

        assertThat(sum(records)).isEqualTo(100_000);
        // a hundred at once, ten a second, and one sum a second
        assertThat(records.size()).isBetween(100 + 9 * 10, 100 + 10 * 10 + 2 * 10);
        Set<Object> ids = new HashSet<>();
        records.forEach(record -> ids.add(record.id()));
        assertThat(ids).hasSameSizeAs(records);
    }

    @Test
    void whatCannotBeJournaledIsSummedUpFurtherAndCountedRightly() {
        offer(150, "rate_limited", "acme");
        journal.stop();
        RequestSums sums = new RequestSums(10);
        recorded().forEach(sums::add);

        List<UsageRecord> one = sums.take();

        assertThat(one).hasSize(1);
        assertThat(one.get(0).count()).isEqualTo(150);
        assertThat(one.get(0).latencyMs()).isEqualTo(2);
        assertThat(sums.requests()).isEqualTo(150);
    }

    private List<UsageRecord> recorded() {
        return Journals.drain(journal);
    }

    private static long sum(List<UsageRecord> records) {
        return records.stream().mapToLong(UsageRecord::count).sum();
    }

    private void offer(int times, String refusal, String account) {
        for (int i = 0; i < times; i++) {
            journal.offer(record(refusal, account));
        }
    }

    private static UsageRecord record(String refusal, String account) {
        return record(refusal, account, null);
    }

    private static UsageRecord record(String refusal, String account, String model) {
        return new UsageRecord(
                IDS.next(NOON.toEpochMilli()),
                NOON,
                account == null ? Caller.ANONYMOUS : new Caller(account, "key", "main", "gk_abcde", null),
                "chat",
                "/v1/chat",
                new Exchange("GET", "/v1/chat", refusal == null ? 200 : 429, false, "127.0.0.1", "test", 2, null, 0, 0),
                new Measurement(BigDecimal.ZERO.setScale(9), Basis.MEASURED, Set.of(), TokenUsage.NONE, null, model, 0),
                refusal);
    }

    private void after(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
