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
import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.StoredRecord;
import io.gauger.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every database behind the store must do; a database is one subclass. */
abstract class StoreKit extends OpenStore {
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final RecordId IDS = new RecordId();

    @Test
    void everyFieldOfARecordComesBackAsItWas() {
        UsageRecord record = new UsageRecord(
                IDS.next(NOON.toEpochMilli()),
                Instant.parse("2026-03-29T01:30:00.123Z"),
                new Caller("account", "key", "name of key", "gk_prefix", "plan"),
                "chat",
                "/v1/chat/*",
                new Exchange("POST", "/v1/chat/ü", 207, true, "2001:db8::1", "agent/1", 1234, 56L, 789, 1011),
                new Measurement(
                        new BigDecimal("12.345678900"),
                        Basis.PARTIAL,
                        EnumSet.of(Flag.CLIENT_ABORTED, Flag.TOO_LARGE),
                        new TokenUsage(1L, 2L, 3L),
                        "openai",
                        "gpt-4",
                        17),
                "budget_exceeded");

        store.append(List.of(record), false);

        assertThat(store.records().find(record.id()))
                .contains(new StoredRecord(
                        record, new BigDecimal("0.000000000000"), new BigDecimal("0.000000000000"), null));
    }

    @Test
    void extremeValuesComeBackAsTheyWere() {
        UsageRecord record = new UsageRecord(
                new UUID(-1, -1),
                Instant.parse("9999-12-31T23:59:59.999Z"),
                new Caller("💶".repeat(100), null, null, null, null),
                "r".repeat(64),
                "/" + "e".repeat(1023),
                new Exchange(
                        "M".repeat(32),
                        "/" + "💶".repeat(511),
                        Integer.MAX_VALUE,
                        false,
                        "a".repeat(64),
                        "u".repeat(512),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE),
                new Measurement(
                        new BigDecimal("99999999999999999999999999999.999999999"),
                        Basis.ESTIMATED,
                        EnumSet.allOf(Flag.class),
                        new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                        "p".repeat(128),
                        "m".repeat(255),
                        Long.MAX_VALUE),
                "x".repeat(64));

        store.append(List.of(record), false);

        assertThat(store.records().find(record.id()).orElseThrow().usage()).isEqualTo(record);
    }

    @Test
    void whatIsAbsentComesBackAbsentAndEmptyTextMeansAbsent() {
        UsageRecord record = new UsageRecord(
                new UUID(0, 0),
                Instant.EPOCH,
                new Caller("", null, "", null, ""),
                "ping",
                "/",
                new Exchange("GET", "", 200, false, null, "", 0, null, 0, 0),
                new Measurement(new BigDecimal("0E-9"), Basis.MEASURED, Set.of(), TokenUsage.NONE, "", null, 0),
                null);

        store.append(List.of(record), false);

        UsageRecord stored = store.records().find(record.id()).orElseThrow().usage();
        assertThat(stored.caller()).isEqualTo(Caller.ANONYMOUS);
        assertThat(stored.exchange().userAgent()).isNull();
        assertThat(stored.exchange().ttfbMs()).isNull();
        assertThat(stored.measurement())
                .usingRecursiveComparison()
                .ignoringFields("provider")
                .isEqualTo(record.measurement());
        assertThat(stored.measurement().provider()).isNull();
        assertThat(stored.refusal()).isNull();
    }

    @Test
    void noTextIsTooLongOrTooStrangeForARow() {
        String strange = "a\0b\uD83D" + "💶".repeat(5000);
        UsageRecord record = new UsageRecord(
                new UUID(1, 1),
                NOON,
                new Caller(strange, strange, strange, strange, strange),
                strange,
                strange,
                new Exchange(strange, strange, 200, false, strange, strange, 1, 1L, 1, 1),
                new Measurement(BigDecimal.ONE, Basis.MEASURED, Set.of(), TokenUsage.NONE, strange, strange, 1),
                strange);

        store.append(List.of(record), false);

        UsageRecord stored = store.records().find(record.id()).orElseThrow().usage();
        assertThat(stored.measurement().model()).startsWith("a\uFFFDb\uFFFD💶").hasSizeBetween(254, 255);
        assertThat(stored.caller().keyPrefix()).isEqualTo("a\uFFFDb\uFFFD" + "💶".repeat(14));
    }

    @Test
    void anUnknownIdIsNoRecord() {
        assertThat(store.records().find(UUID.randomUUID())).isEmpty();
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
        List<UsageRecord> records = Records.random(46, 2000);
        Store other = reopened();
        try (other) {
            ExecutorService nodes = Executors.newFixedThreadPool(2);
            try {
                Future<?> one = nodes.submit(() -> appendInBatches(store, records.subList(0, 1000)));
                Future<?> two = nodes.submit(() -> appendInBatches(other, records.subList(1000, 2000)));
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
    void withoutRecordsThereAreNoRowsAndTotalsOfZero() {
        var report = store.usage().read(UsageReference.everything());

        assertThat(report.rows()).isEmpty();
        assertThat(report.totals().requests()).isZero();
        assertThat(report.totals().units()).isEqualByComparingTo("0");
        assertThat(report.totals().avgLatencyMs()).isNull();
        assertThat(report.totals().p95LatencyMs()).isNull();
    }

    @Test
    void everyFilterFindsWhatAProgramFinds() {
        List<UsageRecord> records = Records.random(43, 300);
        store.append(records, false);

        check(records, text(Field.ACCOUNT_ID, "ünïcode 💶"), r -> "ünïcode 💶"
                .equals(r.caller().accountId()));
        check(records, text(Field.ACCOUNT_ID, ""), r -> r.caller().accountId() == null);
        check(records, text(Field.KEY_ID, "acme-1"), r -> "acme-1"
                .equals(r.caller().keyId()));
        check(records, text(Field.KEY_NAME, "name"), r -> r.caller().keyName() != null);
        check(records, text(Field.KEY_PREFIX, "gk_12345"), r -> r.caller().keyPrefix() != null);
        check(records, text(Field.ROUTE, "chat"), r -> r.route().equals("chat"));
        check(records, text(Field.ENDPOINT, "/v1/chat/*"), r -> r.route().equals("chat"));
        check(records, text(Field.METHOD, "POST"), r -> r.exchange().method().equals("POST"));
        check(records, text(Field.METHOD, ""), r -> false);
        check(records, text(Field.PATH, "/v1/ping/3"), r -> r.exchange().path().equals("/v1/ping/3"));
        check(records, text(Field.PROVIDER, "openai"), r -> "openai"
                .equals(r.measurement().provider()));
        check(records, text(Field.MODEL, "gpt-4"), r -> "gpt-4"
                .equals(r.measurement().model()));
        check(records, text(Field.MODEL, "gpt-4 "), r -> "gpt-4 "
                .equals(r.measurement().model()));
        check(records, text(Field.MODEL, "GPT-4"), r -> false);
        check(records, text(Field.CLIENT_IP, "::1"), r -> r.exchange().clientIp() != null);
        check(records, text(Field.USER_AGENT, ""), r -> r.exchange().userAgent() == null);
        check(records, text(Field.BASIS, "partial"), r -> r.measurement().basis() == Basis.PARTIAL);
        check(records, text(Field.PRICE_ID, ""), r -> true);
        check(records, text(Field.REFUSAL, "invalid_key"), r -> "invalid_key".equals(r.refusal()));
        check(records, text(Field.REFUSAL, ""), r -> r.refusal() == null);
        check(records, text(Field.FLAGS, "timeout"), r -> r.measurement()
                .flags()
                .contains(Flag.TIMEOUT));
        check(records, text(Field.FLAGS, "time"), r -> false);
        check(records, text(Field.FLAGS, "%"), r -> false);
        check(records, text(Field.FLAGS, "', flags) >= 0 or locate('"), r -> false);
        check(records, text(Field.FLAGS, ""), r -> r.measurement().flags().isEmpty());
        check(records, text(Field.TTFB_MS, ""), r -> r.exchange().ttfbMs() == null);
        check(
                records,
                text(Field.CACHED_TOKENS, ""),
                r -> r.measurement().tokens().cached() == null);
        check(records, number(Field.CACHED_TOKENS, "55.0"), r -> Long.valueOf(55)
                .equals(r.measurement().tokens().cached()));
        check(records, number(Field.PROMPT_TOKENS, "1.5"), r -> false);
        check(records, number(Field.PROMPT_TOKENS, "9223372036854775808"), r -> false);
        check(records, number(Field.STATUS, "404"), r -> r.exchange().status() == 404);
        check(records, number(Field.STATUS, "4294967700"), r -> false);
        check(records, number(Field.COST, "0"), r -> true);
        check(records, number(Field.LATENCY_MS, "7"), r -> r.exchange().latencyMs() == 7);
        check(records, number(Field.SSE_EVENTS, "7"), r -> r.measurement().sseEvents() == 7);
        check(records, number(Field.REQUEST_BYTES, "-1"), r -> false);
        check(records, new RecordFilter.Truth(Field.STREAMING, true), r -> r.exchange()
                .streaming());
        BigDecimal units = records.get(5).measurement().units();
        check(
                records,
                new RecordFilter.Quantity(Field.UNITS, units.setScale(20)),
                r -> r.measurement().units().compareTo(units) == 0);
    }

    @Test
    void aFilterThatCannotBeComparedIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> list(text(Field.STATUS, "ok")))
                .withMessage("STATUS is compared with a number");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> list(number(Field.MODEL, "1")))
                .withMessage("MODEL is no number");
    }

    @Test
    void boundsOfTimeIncludeTheFirstInstantAndExcludeTheLast() {
        List<UsageRecord> records = Records.ordinary(5);
        store.append(records, false);

        RecordPage page = store.records()
                .list(new RecordQuery(records.get(1).time(), records.get(3).time(), List.of(), null, 1000));

        assertThat(page.records()).extracting(StoredRecord::usage).containsExactly(records.get(2), records.get(1));
        assertThat(page.next()).isNull();
    }

    @Test
    void pagesShowEachRecordOnceWhateverIsInsertedMeanwhile() {
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            // ten records share each instant, so that the id decides
            records.add(Records.ordinary(NOON.plusMillis(i / 10)));
        }
        store.append(records, false);

        List<UUID> seen = new ArrayList<>();
        RecordQuery.Position after = null;
        do {
            RecordPage page = store.records().list(new RecordQuery(null, null, List.of(), after, 7));
            page.records().forEach(record -> seen.add(record.usage().id()));
            store.append(List.of(Records.ordinary(NOON.plusSeconds(seen.size()))), false);
            after = page.next();
        } while (after != null);

        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        records.stream().map(UsageRecord::id).toList());
        assertThat(store.records()
                        .list(new RecordQuery(null, null, List.of(), null, 1))
                        .records()
                        .get(0)
                        .usage()
                        .time())
                .isEqualTo(NOON.plusSeconds(50));
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

    private void check(List<UsageRecord> records, RecordFilter filter, Predicate<UsageRecord> expected) {
        assertThat(list(filter))
                .as(filter.toString())
                .extracting(StoredRecord::usage)
                .containsExactlyInAnyOrderElementsOf(
                        records.stream().filter(expected).toList());
    }
}
