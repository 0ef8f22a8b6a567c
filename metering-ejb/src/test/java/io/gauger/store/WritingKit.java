package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.UsageQuery;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every database must do with what is written and summed; {@link StoreKit} is the rest of the contract. */
abstract class WritingKit extends RetentionKit {
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final RecordId IDS = new RecordId();

    @Test
    void aRecordThatComesAgainIsInTheTotalsOnce() {
        List<UsageRecord> records = Records.random(44, 100);
        store.append(records.subList(0, 60), false);

        store.append(records, true);

        new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(8));
    }

    @Test
    void totalsGrowBatchByBatchAndAcrossRestarts() {
        List<UsageRecord> records = Records.random(45, 300);
        for (int from = 0; from < 300; from += 50) {
            if (from == 150) {
                store.close();
                store = reopened();
            }
            store.append(records.subList(from, from + 50), false);
        }

        new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(9));
    }

    @Test
    void aRangeOfUsageIsWidenedToWholeQuarterHours() {
        store.append(
                List.of(
                        Records.ordinary(NOON.minusMillis(1)),
                        Records.ordinary(NOON),
                        Records.ordinary(NOON.plusSeconds(899)),
                        Records.ordinary(NOON.plusSeconds(900))),
                false);

        UsageQuery query = new UsageQuery(NOON.plusSeconds(5), NOON.plusSeconds(6), null, List.of(), Map.of());

        assertThat(query.from()).isEqualTo(NOON);
        assertThat(query.to()).isEqualTo(NOON.plusSeconds(900));
        assertThat(store.usage().read(query).totals().requests()).isEqualTo(2);
    }

    @Test
    void twoStoresThatWriteAtOnceLoseNothing() throws Exception {
        List<UsageRecord> records = Records.random(46, 800);
        Store other = reopened();
        try (other) {
            ExecutorService nodes = Executors.newFixedThreadPool(2);
            try {
                Future<?> one = nodes.submit(() -> appendInBatches(store, records.subList(0, 400)));
                Future<?> two = nodes.submit(() -> appendInBatches(other, records.subList(400, 800)));
                one.get();
                two.get();
            } finally {
                nodes.shutdownNow();
            }
        }

        new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(10));
    }

    private static void appendInBatches(Store store, List<UsageRecord> records) {
        for (int from = 0; from < records.size(); from += 50) {
            store.append(records.subList(from, from + 50), false);
        }
    }

    @Test
    void aBatchWhoseCommitFailedIsNotThereAtAllAndGoesInWhenItComesAgain() {
        List<UsageRecord> records = Records.ordinary(10);
        connections.failNextCommit();

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.append(records, false));
        assertThat(list()).isEmpty();

        store.append(records, false);
        assertThat(list()).hasSize(10);
    }

    @Test
    void aBatchWhoseCommitWasNotAnsweredIsNotDoubledWhenItComesAgain() {
        List<UsageRecord> records = Records.ordinary(1000);
        connections.loseAnswerOfNextCommit();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.append(records.subList(0, 700), false));
        assertThat(list()).hasSize(700);

        store.append(records, false);
        assertThat(list()).hasSize(1000);
    }

    @Test
    void aRecordThatComesTwiceInABatchOrAgainAfterARestartIsOneRecord() {
        UsageRecord record = Records.ordinary(NOON);

        store.append(List.of(record, record), false);
        store.append(List.of(record), true);

        assertThat(list()).hasSize(1);
    }

    @Test
    void whileTheDatabaseIsAwayReadersAndWriterSaySoWithoutSecretsAndGoOnWhenItIsBack() {
        store.append(Records.ordinary(1), false);
        connections.goAway();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::list)
                .withMessage("The database cannot be reached (SQLState 08006, code 0); the log has the cause")
                .withNoCause();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.usage().read(UsageReference.everything()))
                .withMessageNotContaining("hunter2");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.append(Records.ordinary(1), false))
                .withMessageNotContaining("hunter2");

        connections.comeBack();
        store.append(Records.ordinary(1), false);
        assertThat(list()).hasSize(2);
    }

    @Test
    void aClosedStoreSaysThatItIsUnavailable() {
        Store closed = reopened();
        closed.close();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> closed.records().find(UUID.randomUUID()));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> closed.append(Records.ordinary(1), false));
    }

    @Test
    void totalsEqualThoseWorkedOutByHandForEveryGrouping() {
        List<UsageRecord> records = Records.random(42, 600);
        store.append(records, false);

        new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(7));
    }

    @Test
    void sumsAreExactAndCountsTooLargeForALongAreShownAsTheLargest() {
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            records.add(new UsageRecord(
                    IDS.next(i),
                    NOON,
                    Caller.ANONYMOUS,
                    "chat",
                    "/",
                    new Exchange("GET", "/", 200, false, null, null, 1L << 40, null, 0, 0),
                    new Measurement(
                            new BigDecimal("99999999999999999999999999999.999999999"),
                            Basis.MEASURED,
                            Set.of(),
                            new TokenUsage(Long.MAX_VALUE, 1L, null),
                            null,
                            null,
                            0),
                    null));
        }
        store.append(records, false);

        var totals = store.usage().read(UsageReference.everything()).totals();

        assertThat(totals.units()).isEqualByComparingTo("299999999999999999999999999999.999999997");
        assertThat(totals.promptTokens()).isEqualTo(Long.MAX_VALUE);
        assertThat(totals.completionTokens()).isEqualTo(3);
        assertThat(totals.avgLatencyMs()).isEqualTo(1L << 40);
    }

    @Test
    void withoutRecordsThereAreNoRowsAndTotalsOfZero() {
        var report = store.usage().read(UsageReference.everything());

        assertThat(report.rows()).isEmpty();
        assertThat(report.totals().requests()).isZero();
        assertThat(report.totals().units()).isEqualByComparingTo("0");
        assertThat(report.totals().avgLatencyMs()).isNull();
        assertThat(report.totals().p95LatencyMs()).isNull();
    }

    @Test
    void aRestartKeepsTheRecords() {
        List<UsageRecord> records = Records.ordinary(10);
        store.append(records, false);

        store.close();
        store = reopened();
        store.append(Records.ordinary(1), false);

        assertThat(list().size()).isEqualTo(11);
    }

    @Test
    void aRecordThatTheDatabaseRefusesIsPutAsideAndHoldsUpNoOther() throws Exception {
        refuse("poison");
        List<UsageRecord> records = Records.ordinary(101);
        UsageRecord poison = Records.with(NOON, "acme", "poison", 200, 1, BigDecimal.ONE, Set.of(Flag.TIMEOUT), null);
        List<UsageRecord> batch = new ArrayList<>(records);
        batch.add(37, poison);

        store.append(batch, false);

        assertThat(list()).hasSize(101);
        new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(1));
        assertThat(store.deadLetters().count()).isEqualTo(1);
        assertThat(store.deadLetters().list(null, 10)).singleElement().satisfies(letter -> {
            assertThat(letter.record()).isEqualTo(poison);
            assertThat(letter.reason()).startsWith("The database refused an operation (SQLState 23");
        });
        assertThat(store.deadLetters().list(poison.id(), 10)).isEmpty();
    }

    @Test
    void aDeadLetterThatIsTakenLaterIsARecordLikeAnyOther() throws Exception {
        refuse("poison");
        UsageRecord poison = Records.with(NOON, "acme", "poison", 200, 1, BigDecimal.ONE, Set.of(), null);
        store.append(List.of(poison, Records.ordinary(NOON)), false);

        assertThat(store.deadLetters().redrive(UUID.randomUUID())).isEqualTo(DeadLetters.Outcome.UNKNOWN);
        assertThat(store.deadLetters().redrive(poison.id())).isEqualTo(DeadLetters.Outcome.REFUSED);
        assertThat(store.deadLetters().count()).isEqualTo(1);
        execute("alter table gauger_record drop constraint no_poison");

        assertThat(store.deadLetters().redrive(poison.id())).isEqualTo(DeadLetters.Outcome.WRITTEN);

        assertThat(store.deadLetters().count()).isZero();
        assertThat(store.deadLetters().redrive(poison.id())).isEqualTo(DeadLetters.Outcome.UNKNOWN);
        assertThat(list()).hasSize(2);
        assertThat(store.usage().read(UsageReference.everything()).totals().requests())
                .isEqualTo(2);
    }

    @Test
    void whereNearlyEveryRecordIsRefusedItIsTheSchemaThatIsWrongAndNoneIsPutAside() throws Exception {
        refuse("ping");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.append(Records.ordinary(20), false));

        assertThat(store.deadLetters().count()).isZero();
    }

    private void refuse(String route) throws SQLException {
        execute("alter table gauger_record add constraint no_poison check (route <> '" + route + "')");
    }
}
