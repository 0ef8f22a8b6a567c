package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.admit.Caller;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Entry;
import io.gauger.reserve.Figures;
import io.gauger.reserve.Period;
import io.gauger.reserve.PortionSource.Division;
import io.gauger.reserve.Subject;
import io.gauger.reserve.Subject.Kind;
import io.gauger.reserve.TakenForDeadException;
import io.gauger.testing.Records;
import io.gauger.usage.QuarterHours;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How every database must make one row of what nodes that are gone spent, so that no sum ever differs; a database is one subclass. */
abstract class FoldingKit extends OpenStore {
    /** More than there is to do even where each step has time for one thing only; what is done does nothing any more. */
    private static final int STEPS = 100;

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final QuarterHours EVER =
            new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));

    private final Subject credits = new Subject(Kind.ACCOUNT_CREDITS, "acme", Period.EVER);
    private final Subject ofKey = new Subject(Kind.KEY_SPEND, "key", Period.EVER);

    /** What an exchange is told. */
    private record Told(List<Figures> figures, List<Entry> entries) implements Division {}

    @Test
    void howeverOftenNodesAreStartedTheSumsAreOfAConstantNumberOfRows() throws Exception {
        for (int i = 0; i < 12; i++) {
            try (Store node = reopened()) {
                node.append(List.of(spending("acme", "1.000000000001"), spending("globex", "2")), false);
            }
        }
        restarted();

        assertThat(rowsOfAllTime("acme")).isOne();
        assertThat(rowsOfAllTime("globex")).isOne();
        // of the account and of the key, by starts and quarter hours as before
        assertThat(one("select count(*) from gauger_spend where bucket >= 0")).isEqualByComparingTo("36");
        assertThat(spent(credits)).isEqualByComparingTo("12.000000000012");
        assertThat(spent(ofKey)).isEqualByComparingTo("36.000000000012");
        assertAllAgrees();
    }

    @Test
    void aNodeThatLivesKeepsItsRowAndWhatItIsToldOfItself() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Store node = reopened()) {
                node.append(List.of(spending("acme", "1")), false);
            }
        }
        exchange(store);
        store.append(List.of(spending("acme", "4")), false);
        restarted();

        assertThat(rowsOfAllTime("acme")).isEqualTo(2);
        Figures figures = exchange(store).figures().get(0);
        assertThat(figures.ownUse()).isEqualByComparingTo("4");
        assertThat(figures.otherUse()).isEqualByComparingTo("3");
    }

    @Test
    void aNodeThatIsSilentForAnHourIsToldSoWhenItComesBackAndNothingIsCountedTwice() throws Exception {
        try (Store node = reopened()) {
            node.append(List.of(spending("acme", "1")), false);
        }
        exchange(store);
        store.append(List.of(spending("acme", "4")), false);
        execute("update gauger_incarnation set last_seen = last_seen - 3600001");
        restarted();

        assertThat(rowsOfAllTime("acme")).isOne();
        assertThatExceptionOfType(TakenForDeadException.class).isThrownBy(() -> exchange(store));
        store.append(List.of(spending("acme", "8")), false);
        Figures figures = exchange(store).figures().get(0);
        assertThat(figures.ownUse()).isEqualByComparingTo("8");
        assertThat(figures.otherUse()).isEqualByComparingTo("5");
        assertThat(spent(credits)).isEqualByComparingTo("13");
        assertAllAgrees();
    }

    @Test
    void whoeverIsBeingToldOfItsOwnSpendingIsNotFoldedMeanwhile() throws Exception {
        try (Store node = reopened()) {
            node.append(List.of(spending("acme", "1")), false);
        }
        store.append(List.of(spending("acme", "4")), false);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Told first = store.portions().exchange(List.of(credits), figures -> {
                Future<?> folding = other.submit(this::restarted);
                // it cannot end before this exchange does
                assertThatExceptionOfType(TimeoutException.class)
                        .isThrownBy(() -> folding.get(700, TimeUnit.MILLISECONDS));
                return told(figures);
            });
            assertThat(first.figures().get(0).ownUse()).isEqualByComparingTo("4");
        } finally {
            other.shutdown();
            assertThat(other.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }

        Figures figures = exchange(store).figures().get(0);
        assertThat(figures.ownUse()).isEqualByComparingTo("4");
        assertThat(figures.otherUse()).isEqualByComparingTo("1");
    }

    @Test
    void whatIsFoundInTheJournalOfANodeThatIsGoneIsAddedOnce() throws Exception {
        List<UsageRecord> journal =
                List.of(spending("acme", "1"), spending("acme", "2"), spending("acme", "4"), spending("acme", "8"));
        try (Store dying = reopened()) {
            exchange(dying);
            dying.append(journal.subList(0, 2), false);
        }
        store.append(List.of(spending("acme", "16")), false);
        execute("update gauger_incarnation set last_seen = last_seen - 3600001");
        restarted();
        assertThat(rowsOfAllTime("acme")).isOne();

        store.append(journal, true);
        assertThat(spent(credits)).isEqualByComparingTo("31");
        restarted();

        assertThat(rowsOfAllTime("acme")).isOne();
        assertThat(spent(credits)).isEqualByComparingTo("31");
        assertAllAgrees();
    }

    /** It has told nobody that it lives, so that its row is folded again and again. */
    @Test
    void whileANodeThatIsTakenForDeadGoesOnWritingEveryLookFindsTheSameSum() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> writing = threads.submit(() -> {
                while (!done.get()) {
                    begun.incrementAndGet();
                    store.append(List.of(spending("acme", "1")), false);
                    written.incrementAndGet();
                }
            });
            Future<?> looking = threads.submit(() -> {
                while (!done.get()) {
                    int least = written.get();
                    BigDecimal found = spent(credits);
                    assertThat(found.intValueExact()).isBetween(least, begun.get());
                    assertAllAgrees();
                }
            });
            Future<?> folding = threads.submit(() -> {
                for (int i = 0; i < 8; i++) {
                    restarted();
                }
            });
            for (int i = 0; i < 8; i++) {
                restarted();
            }
            folding.get();
            done.set(true);
            writing.get();
            looking.get();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }

        restarted();
        assertThat(rowsOfAllTime("acme")).isOne();
        assertThat(spent(credits)).isEqualByComparingTo(Integer.toString(written.get()));
        assertAllAgrees();
    }

    /** Another node is started, does what there is to do, a little at a time, and ends. */
    private void restarted() {
        try (Store node = reopened()) {
            for (int i = 0; i < STEPS; i++) {
                node.upkeep();
            }
        }
    }

    private Told exchange(Store of) {
        return of.portions().exchange(List.of(credits), FoldingKit::told);
    }

    /** All that is written of its own is granted, and nothing more. */
    private static Told told(List<Figures> figures) {
        return new Told(
                figures,
                figures.stream().map(each -> new Entry(each.ownUse(), false)).toList());
    }

    private BigDecimal spent(Subject subject) {
        return store.directory().spent(subject);
    }

    private void assertAllAgrees() {
        assertThat(store.reconciler().reconcile(EVER).ledger().differences()).isEmpty();
    }

    private int rowsOfAllTime(String account) throws SQLException {
        return one("select count(*) from gauger_spend where bucket = -1 and kind = 'account' and owner = '" + account
                        + "'")
                .intValueExact();
    }

    private BigDecimal one(String sql) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getBigDecimal(1);
        }
    }

    private static UsageRecord spending(String account, String cost) {
        UsageRecord record = Records.costing(NOON, account, cost);
        return new UsageRecord(
                record.id(),
                record.epochMilli(),
                Caller.ofAccount(account).withKey("key", null),
                record.route(),
                record.endpoint(),
                record.exchange(),
                record.measurement(),
                record.refusal(),
                record.count(),
                record.rated());
    }
}
