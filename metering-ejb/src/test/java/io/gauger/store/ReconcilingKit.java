package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import io.gauger.usage.Difference;
import io.gauger.usage.Dimension;
import io.gauger.usage.Measures;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database must do when records are compared with rollups; {@link StoreKit} is the rest of the contract. */
abstract class ReconcilingKit extends OpenStore {
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final QuarterHours EVER =
            new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));

    /** Records come late, again, from several nodes, and after attempts that failed before or after their commit. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverTheHistoryRecordsAndRollupsAgreeAndUsageIsTheirSum(long seed) {
        Random random = new Random(seed);
        List<UsageRecord> records = Records.random(seed, 400);
        Store other = reopened();
        try (other) {
            for (int from = 0; from < records.size(); ) {
                int to = Math.min(records.size(), from + 1 + random.nextInt(80));
                Store node = random.nextBoolean() ? store : other;
                append(node, records.subList(from, to), random);
                if (random.nextInt(3) == 0) {
                    (node == store ? other : store).append(records.subList(random.nextInt(to), to), true);
                }
                from = to;
            }
        }

        Reconciliation reconciliation = store.reconciler().reconcile(EVER);

        assertThat(reconciliation.differences()).isEmpty();
        assertThat(reconciliation.moreDifferences()).isZero();
        assertSame(reconciliation.records(), reconciliation.rollups());
        assertSame(
                reconciliation.records(),
                store.usage().read(UsageReference.everything()).totals());
        new UsageReference(records).assertEqualForEveryGrouping(store.usage(), random);
    }

    private void append(Store node, List<UsageRecord> batch, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> connections.failNextCommit();
            case 1 -> connections.loseAnswerOfNextCommit();
            default -> {
                node.append(batch, false);
                return;
            }
        }
        try {
            node.append(batch, false);
        } catch (StoreUnavailableException e) {
            node.append(batch, false);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "units = units + 0.25,units,1.25,1",
        "cost = 0.000375,cost,0.000375,0",
        "market = 7,market,7,0",
        "prompt_tokens = 5,prompt_tokens,5,0",
        "completion_tokens = 6,completion_tokens,6,0",
        "cached_tokens = 7,cached_tokens,7,0",
        "request_bytes = 11,request_bytes,11,10",
        "response_bytes = 1,response_bytes,1,2048",
        "sse_events = 3,sse_events,3,0",
        "'flags = '',timeout,''',flagged,1,0"
    })
    void aRecordThatWasChangedIsNamedAndNothingElse(String change, String measure, String changed, String summed)
            throws Exception {
        store.append(Records.ordinary(100), false);
        UsageRecord record = Records.with(NOON, "globex", "chat", 200, 12, BigDecimal.ONE, Set.of(), null);
        store.append(List.of(record), false);

        execute("update gauger_record set " + change + " where id = '" + record.id() + "'");

        assertThat(store.reconciler().reconcile(EVER).differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.bucket()).isEqualTo(NOON);
                    assertThat(difference.group())
                            .containsEntry(Dimension.ACCOUNT, "globex")
                            .containsEntry(Dimension.KEY, "globex-key")
                            .containsEntry(Dimension.ROUTE, "chat")
                            .containsEntry(Dimension.ENDPOINT, "/v1/chat")
                            .containsEntry(Dimension.STATUS, "2xx")
                            .hasSize(5);
                    assertThat(difference.measure()).isEqualTo(measure);
                    assertThat(difference.records()).isEqualTo(changed);
                    assertThat(difference.rollups()).isEqualTo(summed);
                });
    }

    @Test
    void aLatencyThatWasChangedIsNamedAlsoWhereTheSumIsTheSame() throws Exception {
        UsageRecord fast = Records.with(NOON, "acme", "chat", 200, 10, BigDecimal.ONE, Set.of(), null);
        UsageRecord slow = Records.with(NOON, "acme", "chat", 200, 20, BigDecimal.ONE, Set.of(), null);
        store.append(List.of(fast, slow), false);

        execute("update gauger_record set latency_ms = 15");

        assertThat(differences())
                .containsExactly(
                        tuple("latency_histogram", "10 ms: 0, 15 ms: 2, 20 ms: 0", "10 ms: 1, 15 ms: 0, 20 ms: 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "07", "01ff", "01ffffffff7f01"})
    void aHistogramThatNobodyCanReadIsNamedAndNothingElse(String bytes) throws Exception {
        store.append(List.of(Records.ordinary(NOON)), false);

        try (Connection connection = connections.open();
                PreparedStatement update = connection.prepareStatement("update gauger_rollup set latencies = ?")) {
            update.setBytes(1, HexFormat.of().parseHex(bytes));
            update.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }

        assertThat(differences()).containsExactly(tuple("latency_histogram", "12 ms: 1", "unreadable"));
    }

    @Test
    void aRecordThatWasRemovedIsMissingInEveryMeasureThatItHad() throws Exception {
        UsageRecord record = Records.with(NOON, "acme", "chat", 404, 12, BigDecimal.TEN, Set.of(Flag.TIMEOUT), null);
        store.append(List.of(record, Records.ordinary(NOON)), false);

        execute("delete from gauger_record where id = '" + record.id() + "'");

        assertThat(differences())
                .containsExactly(
                        tuple("requests", "0", "1"),
                        tuple("flagged", "0", "1"),
                        tuple("request_bytes", "0", "10"),
                        tuple("response_bytes", "0", "2048"),
                        tuple("latency_ms", "0", "12"),
                        tuple("units", "0", "10"),
                        tuple("latency_histogram", "12 ms: 0", "12 ms: 1"));
        Reconciliation reconciliation = store.reconciler().reconcile(EVER);
        assertThat(reconciliation.records().requests()).isEqualTo(1);
        assertThat(reconciliation.rollups().requests()).isEqualTo(2);
    }

    @Test
    void aRecordThatWasAddedIsNamedAlsoWhereNothingElseIs() throws Exception {
        UsageRecord refused = Records.with(NOON, "acme", "chat", 401, 1, BigDecimal.ZERO, Set.of(), "invalid_key");
        store.append(List.of(refused), false);
        Instant later = NOON.plusSeconds(100_000);

        copy(refused, Records.ordinary(later).id(), later);

        assertThat(store.reconciler().reconcile(EVER).differences())
                .extracting(Difference::bucket, Difference::measure, Difference::records, Difference::rollups)
                .containsExactly(tuple(Instant.parse("2026-03-30T15:45:00Z"), "refused", "1", "0"));
    }

    @Test
    void aRecordWhoseIdIsOfAnotherTimeIsNamedWhereverItIs() throws Exception {
        UsageRecord record = Records.ordinary(NOON);
        store.append(List.of(record, Records.ordinary(NOON.plusSeconds(5000))), false);

        copy(record, UUID.fromString("f81d4fae-7dec-4bd0-a765-00a0c91e6bf6"), NOON);
        copy(record, Records.ordinary(NOON.plusSeconds(5000)).id(), NOON.plusSeconds(900));

        assertThat(store.reconciler().reconcile(EVER).differences())
                .extracting(Difference::bucket, Difference::measure, Difference::records, Difference::rollups)
                .containsExactlyInAnyOrder(
                        tuple(NOON, "misdated", "1", "0"), tuple(NOON.plusSeconds(900), "misdated", "1", "0"));
        assertThat(store.reconciler()
                        .reconcile(new QuarterHours(NOON, NOON.plusSeconds(900)))
                        .differences())
                .extracting(Difference::measure)
                .containsExactly("misdated");
    }

    @Test
    void rollupsThatWereChangedRemovedOrAddedAreNamed() throws Exception {
        store.append(
                List.of(
                        Records.ordinary(NOON),
                        Records.with(
                                NOON.plusSeconds(900), "acme", "chat", 401, 1, BigDecimal.ZERO, Set.of(), "refused")),
                false);

        execute("update gauger_rollup set succeeded = 0 where route = 'ping'");
        assertThat(differences()).containsExactly(tuple("succeeded", "1", "0"));

        execute("update gauger_rollup set succeeded = 1, bucket = bucket + 1 where route = 'ping'");
        assertThat(differences()).contains(tuple("succeeded", "1", "0"), tuple("succeeded", "0", "1"));

        execute("update gauger_rollup set bucket = bucket - 1 where route = 'ping'");
        execute("delete from gauger_rollup where route = 'chat'");
        assertThat(differences()).containsExactly(tuple("refused", "1", "0"));
    }

    @Test
    void moreDifferencesThanCanBeNamedAreCounted() throws Exception {
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < Reconciliation.MOST_DIFFERENCES / 2 + 5; i++) {
            records.add(Records.ordinary(NOON.plusSeconds(900L * i)));
        }
        store.append(records, false);

        execute("update gauger_rollup set units = units + 1, cost = cost + 1");

        Reconciliation reconciliation = store.reconciler().reconcile(EVER);
        assertThat(reconciliation.differences())
                .hasSize(Reconciliation.MOST_DIFFERENCES)
                .isSortedAccordingTo(Comparator.comparing(Difference::bucket));
        assertThat(reconciliation.moreDifferences()).isEqualTo(10);
    }

    @Test
    void onlyTheQuarterHoursOfTheRangeAreCompared() throws Exception {
        store.append(List.of(Records.ordinary(NOON.minusMillis(1)), Records.ordinary(NOON.plusSeconds(900))), false);
        store.append(List.of(Records.ordinary(NOON.plusSeconds(899))), false);
        execute("delete from gauger_record where time <> "
                + NOON.plusSeconds(899).toEpochMilli());

        Reconciliation reconciliation =
                store.reconciler().reconcile(new QuarterHours(NOON.plusSeconds(5), NOON.plusSeconds(6)));

        assertThat(reconciliation.range().from()).isEqualTo(NOON);
        assertThat(reconciliation.range().to()).isEqualTo(NOON.plusSeconds(900));
        assertThat(reconciliation.differences()).isEmpty();
        assertThat(reconciliation.records().requests()).isEqualTo(1);
    }

    @Test
    void whatWasRemovedByAgeIsNoDifference() throws Exception {
        store.append(List.of(Records.ordinary(NOON), Records.ordinary(NOON.plusSeconds(950))), false);
        store.append(List.of(Records.ordinary(NOON.plusSeconds(1800))), false);
        Instant keptFrom = NOON.plusSeconds(930);
        execute("delete from gauger_record where time < " + keptFrom.toEpochMilli());
        execute("delete from gauger_record where time < "
                + NOON.plusSeconds(960).toEpochMilli());

        keepFrom(keptFrom);
        Reconciliation reconciliation = store.reconciler().reconcile(EVER);

        assertThat(reconciliation.recordsKeptFrom()).isEqualTo(NOON.plusSeconds(1800));
        assertThat(reconciliation.differences()).isEmpty();
        assertThat(reconciliation.rollups().requests()).isEqualTo(1);
        keepFrom(EVER.to().plusSeconds(1));
        assertThat(store.reconciler().reconcile(EVER).rollups().requests()).isZero();
        keepFrom(EVER.from());
        assertThat(store.reconciler().reconcile(EVER).recordsKeptFrom())
                .as("all of the range")
                .isNull();
    }

    @Test
    void whatWasPutAsideIsCountedInItsTime() throws Exception {
        execute("alter table gauger_record add constraint no_poison check (route <> 'poison')");
        List<UsageRecord> batch = new ArrayList<>(Records.ordinary(5));
        batch.add(Records.with(NOON, "acme", "poison", 200, 1, BigDecimal.ONE, Set.of(), null));
        store.append(batch, false);

        assertThat(store.reconciler().reconcile(EVER).deadLetters()).isEqualTo(1);
        assertThat(store.reconciler().reconcile(EVER).differences()).isEmpty();
        assertThat(store.reconciler()
                        .reconcile(new QuarterHours(NOON.plusSeconds(900), EVER.to()))
                        .deadLetters())
                .isZero();
    }

    @Test
    void whoWritesMeanwhileMakesNoDifference() throws Exception {
        List<UsageRecord> records = Records.random(47, 3000);
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int from = 0; from < records.size(); from += 50) {
                    store.append(records.subList(from, from + 50), false);
                    begun.countDown();
                }
            });
            begun.await();
            do {
                assertThat(store.reconciler().reconcile(EVER).differences()).isEmpty();
            } while (!writing.isDone());
            writing.get();
        } finally {
            writer.shutdownNow();
        }

        assertThat(store.reconciler().reconcile(EVER).records().requests())
                .isEqualTo(records.stream()
                        .filter(record -> record.refusal() == null)
                        .count());
        store.append(Records.ordinary(1), false);
        assertThat(list()).as("whether the connection can be written by again").hasSizeGreaterThan(0);
    }

    private void keepFrom(Instant instant) throws SQLException {
        execute("update gauger_retention set kept_from = " + instant.toEpochMilli());
    }

    private List<Tuple> differences() {
        return store.reconciler().reconcile(EVER).differences().stream()
                .map(difference -> tuple(difference.measure(), difference.records(), difference.rollups()))
                .toList();
    }

    /** As somebody would by SQL, who knows nothing of rollups. */
    private void copy(UsageRecord record, UUID id, Instant time) throws SQLException {
        String others = RecordTable.TABLE.names().substring("id, time, ".length());
        execute("insert into gauger_record (id, time, " + others + ") select '" + id + "', " + time.toEpochMilli()
                + ", " + others + " from gauger_record where id = '" + record.id() + "'");
    }

    private static void assertSame(Measures one, Measures other) {
        assertThat(one)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(other);
    }
}
