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
import io.gauger.usage.Measures;
import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.StoredRecord;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every database behind the store must do; a database is one subclass. */
abstract class StoreKit extends WritingKit {
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final RecordId IDS = new RecordId();

    /** Connections to another database, in which there is nothing. */
    abstract Connections emptyDatabase() throws SQLException;

    @Test
    void anEmptyDatabaseGetsItsTablesByTheFirstStart() throws SQLException {
        Connections empty = new FaultyConnections(emptyDatabase());
        List<UsageRecord> records = Records.ordinary(3);
        for (int start = 0; start < 2; start++) {
            try (Store first = reopened(empty)) {
                first.append(records, true);
                assertThat(first.usage()
                                .read(UsageReference.everything())
                                .totals()
                                .requests())
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void aRecordThatStandsForManyRequestsCountsAsSoManyInEveryFigure() {
        UsageRecord admitted = standingFor(7, null);
        UsageRecord refused = standingFor(5_000, "rate_limited");
        store.append(List.of(admitted, refused), false);
        store.append(List.of(standingFor(1, null)), false);

        Measures totals = store.usage().read(UsageReference.everything()).totals();
        assertThat(totals.requests()).isEqualTo(8);
        assertThat(totals.succeeded()).isEqualTo(8);
        assertThat(totals.flagged()).isEqualTo(8);
        assertThat(totals.refused()).isEqualTo(5_000);
        assertThat(totals.avgLatencyMs()).isEqualTo(20);
        assertThat(totals.p95LatencyMs()).isEqualTo(20);
        assertThat(store.records().find(refused.id()).map(StoredRecord::usage)).contains(refused);
        assertThat(store.records().find(admitted.id()).map(StoredRecord::usage)).contains(admitted);
    }

    private static UsageRecord standingFor(int count, String refusal) {
        UsageRecord like = Records.with(
                Instant.parse("2026-01-31T12:00:00Z"),
                "acme",
                "chat",
                refusal == null ? 200 : 429,
                20,
                BigDecimal.ONE.setScale(9),
                Set.of(Flag.SUMMARY),
                refusal);
        return new UsageRecord(
                like.id(),
                like.time().toEpochMilli(),
                like.caller(),
                like.route(),
                like.endpoint(),
                like.exchange(),
                like.measurement(),
                refusal,
                count);
    }

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
                        record, new BigDecimal("0.000000000000"), new BigDecimal("0.000000000000"), null, null));
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
    void aRecordIsFoundByItsPathAndBasisWhicheverVersionWroteIt() throws Exception {
        UsageRecord plain = Records.ordinary(NOON);
        UsageRecord ofAnEarlierVersion = Records.ordinary(NOON.plusMillis(1));
        store.append(List.of(plain, ofAnEarlierVersion), false);
        execute("update gauger_record set basis = 'measured', path = endpoint where id = '" + ofAnEarlierVersion.id()
                + "'");
        List<UsageRecord> both = List.of(plain, ofAnEarlierVersion);

        check(both, text(Field.PATH, "/v1/ping"), r -> true);
        check(both, text(Field.PATH, "/v1/other"), r -> false);
        check(both, text(Field.PATH, ""), r -> false);
        check(both, text(Field.BASIS, "measured"), r -> true);
        check(both, text(Field.BASIS, "estimated"), r -> false);
        check(both, text(Field.BASIS, ""), r -> false);
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

    private void check(List<UsageRecord> records, RecordFilter filter, Predicate<UsageRecord> expected) {
        assertThat(list(filter))
                .as(filter.toString())
                .extracting(StoredRecord::usage)
                .containsExactlyInAnyOrderElementsOf(
                        records.stream().filter(expected).toList());
    }
}
