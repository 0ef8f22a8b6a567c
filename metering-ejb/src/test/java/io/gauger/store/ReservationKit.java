package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Limit;
import io.gauger.reserve.Period;
import io.gauger.reserve.Subject;
import io.gauger.reserve.Subject.Kind;
import io.gauger.reserve.Verdict;
import io.gauger.testing.Records;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every database must do so that nodes share a quota; a database is one subclass. */
abstract class ReservationKit extends OpenStore {
    private final Instant now = Instant.now();

    /** From the beginning of this day (UTC) on. */
    private final Period day = new Period(
            now.truncatedTo(ChronoUnit.DAYS).toEpochMilli(),
            now.truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS).toEpochMilli());

    private final Subject requests = new Subject(Kind.ACCOUNT_REQUESTS, "acme", day);
    private final Subject units = new Subject(Kind.ACCOUNT_UNITS, "acme", day);
    private static final RecordId IDS = new RecordId();

    private final List<ServingNode> nodes = new ArrayList<>();

    private ServingNode node(Store of) {
        ServingNode node = new ServingNode(of, units -> record(now, units));
        nodes.add(node);
        return node;
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(node -> node.reservations.close());
    }

    @Test
    void whatAccountsUsedIsWhatTheirRollupsSay() throws Exception {
        List<UsageRecord> records = Records.random(51, 400);
        store.append(records.subList(0, 250), false);
        store.append(records, true);
        store.close();
        store = reopened();
        store.append(Records.random(52, 200), false);

        assertUseIsThatOfRollups();
    }

    @Test
    void quotasOfRequestsAndUnitsAreUsedUpToTheirLimitAndNotBeyond() {
        ServingNode node = node(store);
        for (int i = 0; i < 20; i++) {
            assertThat(node.serve(limit(requests, "20", "1"), "2.5")).isEqualTo(Verdict.HELD);
        }
        node.write();

        assertThat(node.serve(limit(requests, "20", "1"), "2.5")).isEqualTo(Verdict.EXHAUSTED);
        assertThat(node.serve(limit(units, "50", "0.1"), "0.1")).isEqualTo(Verdict.EXHAUSTED);
        assertThat(node.serve(limit(units, "50.1", "0.1"), "0.1")).isEqualTo(Verdict.HELD);
    }

    @Test
    void useOfOtherPeriodsAndAccountsAndOfRefusedRequestsDoesNotCount() {
        store.append(
                List.of(
                        record(Instant.ofEpochMilli(day.start() - 1), BigDecimal.ONE),
                        record(Instant.ofEpochMilli(day.end()), BigDecimal.ONE),
                        Records.with(now, "globex", "ping", 200, 1, BigDecimal.ONE, Set.of(), null),
                        Records.with(now, "acme", "ping", 402, 1, BigDecimal.ZERO, Set.of(), "quota_exceeded")),
                false);
        ServingNode node = node(store);

        assertThat(node.serve(limit(requests, "1", "1"), "1")).isEqualTo(Verdict.HELD);
        assertThat(node.serve(limit(requests, "1", "1"), "1")).isEqualTo(Verdict.EXHAUSTED);
    }

    @Test
    void twoNodesUseAQuotaUpToItsLastRequestAndRefuseNoneAsExhaustedBefore() throws Exception {
        Store second = reopened();
        try (second) {
            ServingNode one = node(store);
            ServingNode two = node(second);
            int limit = 400;
            AtomicInteger admitted = new AtomicInteger();
            AtomicInteger tooEarly = new AtomicInteger();
            AtomicInteger elsewhere = new AtomicInteger();

            inParallel(1000, i -> {
                ServingNode node = i % 2 == 0 ? one : two;
                Verdict verdict = Verdict.UNKNOWN;
                while (verdict == Verdict.UNKNOWN || verdict == Verdict.ELSEWHERE) {
                    verdict = node.serve(limit(requests, Integer.toString(limit), "1"), "1");
                    // in this order: who was admitted when this one was refused is still under way, or counted by now
                    int atMost = inFlight.get() + admitted.get();
                    if (verdict == Verdict.HELD) {
                        admitted.incrementAndGet();
                    } else if (verdict == Verdict.EXHAUSTED && atMost < limit) {
                        tooEarly.incrementAndGet();
                    } else if (verdict == Verdict.ELSEWHERE) {
                        elsewhere.incrementAndGet();
                        node.tick();
                        (node == one ? two : one).tick();
                    }
                }
            });

            assertThat(admitted).hasValue(limit);
            assertThat(tooEarly).hasValue(0);
            one.write();
            two.write();
            assertThat(allRequests()).isEqualTo(limit);
            assertUseIsThatOfRollups();
        }
    }

    @Test
    void beyondALimitOfUnitsThereIsNoMoreThanMeasuresExceedEstimates() throws Exception {
        Store second = reopened();
        try (second) {
            ServingNode one = node(store);
            ServingNode two = node(second);
            int threads = 16;

            inParallel(600, i -> {
                ServingNode node = i % 2 == 0 ? one : two;
                node.serve(limit(units, "200", "1"), i % 3 == 0 ? "2.5" : "0.5");
                if (i % 20 == 0) {
                    node.tick();
                }
            });
            one.write();
            two.write();

            // each that ran when the limit was reached may take 1.5 more than was held for it
            assertThat(allUnits()).isLessThanOrEqualTo(new BigDecimal("200").add(new BigDecimal(threads * 2 * 1.5)));
        }
    }

    @Test
    void aNodeThatDiesBetweenHoldingAndWritingLosesNothingAndDoublesNothing() throws Exception {
        Store dying = reopened();
        ServingNode dead = node(dying);
        for (int i = 0; i < 6; i++) {
            assertThat(dead.serve(limit(requests, "10", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        // held, and never settled
        assertThat(dead.reservations
                        .reserve(List.of(limit(requests, "10", "1")))
                        .verdict())
                .isEqualTo(Verdict.HELD);
        List<UsageRecord> journal = new ArrayList<>(dead.unwritten);
        dead.of.append(journal.subList(0, 3), false);
        dying.close();

        ServingNode next = node(store);
        for (int i = 0; i < 3; i++) {
            assertThat(next.serve(limit(requests, "10", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        assertThat(next.serve(limit(requests, "10", "1"), "1")).isEqualTo(Verdict.ELSEWHERE);

        // its journal is found, and read from its beginning, with what was under way
        journal.add(record(now, BigDecimal.ONE));
        store.append(journal, true);
        execute("update gauger_incarnation set last_seen = last_seen - 180001 where id in (select incarnation from"
                + " gauger_portion where granted = 7)");
        assertThat(next.serve(limit(requests, "10", "1"), "1")).isEqualTo(Verdict.EXHAUSTED);
        assertThat(next.serve(limit(requests, "11", "1"), "1")).isEqualTo(Verdict.HELD);
        next.write();
        assertThat(allRequests()).isEqualTo(11);
        QuarterHours ever =
                new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2035-01-01T00:00:00Z"));
        Reconciliation proof = store.reconciler().reconcile(ever);
        assertThat(proof.differences()).isEmpty();
        assertThat(proof.ledger().differences()).isEmpty();
    }

    @Test
    void whatANodeHasThatStopsInOrderIsThereAtOnce() {
        Store stopping = reopened();
        ServingNode stopped = node(stopping);
        for (int i = 0; i < 4; i++) {
            assertThat(stopped.serve(limit(requests, "100", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        stopped.write();
        stopping.releasePortions();
        stopping.close();

        ServingNode next = node(store);
        for (int i = 0; i < 96; i++) {
            assertThat(next.serve(limit(requests, "100", "1"), "1")).isEqualTo(Verdict.HELD);
        }
        assertThat(next.serve(limit(requests, "100", "1"), "1")).isEqualTo(Verdict.EXHAUSTED);
    }

    @Test
    void whileTheDatabaseIsAwayNobodyWaitsLongerThanTold() {
        ServingNode node = node(store);
        connections.goAway();

        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(node.serveOnce(limit(requests, "5", "1"), "1")).isEqualTo(Verdict.UNKNOWN);
        }
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);

        connections.comeBack();
        Awaitility.await().untilAsserted(() -> assertThat(node.serve(limit(requests, "5", "1"), "1"))
                .isEqualTo(Verdict.HELD));
    }

    @Test
    void anExchangeWhoseCommitIsNotAnsweredBlocksNothingForLong() {
        ServingNode node = node(store);
        connections.loseAnswerOfNextCommit();
        node.serveOnce(limit(requests, "10", "1"), "1");
        int unheld = node.unwritten.size();

        Awaitility.await().untilAsserted(() -> {
            node.tick();
            assertThat(node.reservations.used(requests)).isNotNull();
        });
        Store second = reopened();
        try (second) {
            ServingNode other = node(second);
            for (int i = unheld; i < 10; i++) {
                assertThat(other.serve(limit(requests, "10", "1"), "1")).isEqualTo(Verdict.HELD);
            }
            assertThat(other.serve(limit(requests, "10", "1"), "1")).isEqualTo(Verdict.EXHAUSTED);
        }
    }

    @Test
    void whatCountsNoMoreIsForgotten() throws Exception {
        ServingNode node = node(store);
        node.serve(limit(new Subject(Kind.ACCOUNT_REQUESTS, "acme", new Period(0, 900_000)), "10", "1"), "1");
        node.serve(limit(new Subject(Kind.ACCOUNT_REQUESTS, "acme", Period.EVER), "1000", "1"), "1");
        assertThat(one("select count(*) from gauger_portion")).isEqualByComparingTo("2");

        long time = System.currentTimeMillis();
        forget(time - 3_600_000, time);
        assertThat(one("select count(*) from gauger_portion")).isEqualByComparingTo("1");
        assertThat(one("select count(*) from gauger_reserved")).isEqualByComparingTo("1");

        forget(time + 3_600_000, time);
        assertThat(one("select count(*) from gauger_portion")).isEqualByComparingTo("0");
        assertThat(one("select count(*) from gauger_incarnation")).isEqualByComparingTo("0");
    }

    private void forget(long seenBefore, long endedBefore) throws SQLException {
        try (Connection connection = connections.open()) {
            PortionTable.forget(connection, seenBefore, endedBefore);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private final AtomicInteger inFlight = new AtomicInteger();

    /** A task for each number, on 32 threads that begin together. */
    private void inParallel(int tasks, IntConsumer task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        CountDownLatch begin = new CountDownLatch(1);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    begin.await();
                    inFlight.incrementAndGet();
                    try {
                        task.accept(number);
                    } finally {
                        inFlight.decrementAndGet();
                    }
                    return null;
                }));
            }
            begin.countDown();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertUseIsThatOfRollups() throws SQLException {
        String differences = "select count(*) from (select account_id, bucket, sum(requests) as r, sum(units) as u"
                + " from gauger_rollup where account_id is not null group by account_id, bucket having sum(requests) > 0) a"
                + " left join (select account_id, bucket, sum(requests) as r, sum(units) as u from gauger_account_use"
                + " group by account_id, bucket) b on b.account_id = a.account_id and b.bucket = a.bucket"
                + " where b.r is null or b.r <> a.r or b.u <> a.u";
        assertThat(one(differences)).isEqualByComparingTo("0");
        assertThat(one("select sum(requests) from gauger_account_use"))
                .isEqualByComparingTo(one("select sum(requests) from gauger_rollup where account_id is not null"));
    }

    private int allRequests() throws SQLException {
        return one("select sum(requests) from gauger_account_use").intValueExact();
    }

    private BigDecimal allUnits() throws SQLException {
        return one("select sum(units) from gauger_account_use");
    }

    private BigDecimal one(String sql) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getBigDecimal(1);
        }
    }

    private static Limit limit(Subject subject, String cap, String estimate) {
        return new Limit(subject, new BigDecimal(cap), new BigDecimal(estimate), true);
    }

    private static UsageRecord record(Instant time, BigDecimal units) {
        return new UsageRecord(
                IDS.next(time.toEpochMilli()),
                time,
                Caller.ofAccount("acme"),
                "ping",
                "/ping",
                new Exchange("GET", "/ping", 200, false, null, null, 1, null, 0, 0),
                new Measurement(units.setScale(9), Basis.MEASURED, Set.<Flag>of(), TokenUsage.NONE, null, null, 0),
                null);
    }
}
