package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.Measures;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import io.gauger.usage.StoredRecord;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What every database must do with records that grow old; {@link StoreKit} is the rest of the contract. */
abstract class RetentionKit extends ReconcilingKit {
    private static final int DAYS = 30;

    private final Instant now = Instant.now();
    private final List<UsageRecord> old = records(now.minus(Duration.ofDays(DAYS + 10)), 2500);
    private final List<UsageRecord> young = records(now.minus(Duration.ofDays(DAYS - 1)), 5);

    @Test
    void recordsOlderThanRetentionGoAndNoTotalChanges() {
        store.append(old, false);
        store.append(young, false);
        Measures before = totals();

        openWithRetention();

        assertThat(totals()).isEqualTo(before);
        assertThat(before.requests()).isEqualTo(2505);
        Reconciliation reconciliation = store.reconciler().reconcile(everything());
        assertThat(reconciliation.differences()).isEmpty();
        assertThat(reconciliation.recordsKeptFrom())
                .isAfter(old.get(old.size() - 1).time())
                .isBefore(young.get(0).time());
        assertThat(reconciliation.rollups().requests()).isEqualTo(5);
    }

    @Test
    void withoutRetentionRecordsAreKeptForEver() {
        store.append(records(Instant.EPOCH, 3), false);

        store.close();
        store = reopened();
        store.upkeep();

        assertThat(list()).hasSize(3);
        assertThat(store.reconciler().reconcile(everything()).recordsKeptFrom()).isNull();
    }

    @Test
    void aRecordOlderThanRetentionIsPutAsideAndNotSummedAgain() {
        store.append(old, false);
        openWithRetention(young.size());
        Measures before = totals();

        List<UsageRecord> batch = new ArrayList<>(old.subList(0, 20));
        batch.add(Records.ordinary(now));
        store.append(batch, true);
        store.append(old.subList(20, 21), false);

        assertThat(totals().requests()).isEqualTo(before.requests() + 1);
        assertThat(list()).hasSize(young.size() + 1);
        assertThat(store.deadLetters().count()).isEqualTo(21);
        assertThat(store.deadLetters().list(null, 1)).singleElement().satisfies(letter -> {
            assertThat(letter.record()).isEqualTo(old.get(20));
            assertThat(letter.reason())
                    .startsWith("The record is older than gauger.retention-days: those before 20")
                    .endsWith("Z were removed, so it may be in the totals already");
        });
    }

    @Test
    void aRecordOlderThanRetentionStaysPutAsideWhenItIsTriedAgain() {
        openWithRetention(young.size());
        UsageRecord late = old.get(0);
        store.append(List.of(late), true);

        assertThat(store.deadLetters().redrive(late.id())).isEqualTo(DeadLetters.Outcome.REFUSED);

        assertThat(store.deadLetters().count()).isEqualTo(1);
        assertThat(totals().requests()).isEqualTo(young.size());
    }

    @Test
    void noRecordIsCalledTooOldWhileItIsBeingWritten() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection writing = connections.open();
                Connection removing = connections.open()) {
            Database database = Databases.of(writing);
            writing.setAutoCommit(false);
            assertThat(Horizon.hold(writing, database).covers(old.get(0).id())).isTrue();

            Future<?> raising = other.submit(() -> {
                new Horizon(now.toEpochMilli()).raise(removing);
                if (!removing.getAutoCommit()) {
                    removing.commit();
                }
                return null;
            });

            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> raising.get(300, TimeUnit.MILLISECONDS));
            writing.commit();
            raising.get();
            assertThat(Horizon.hold(writing, database).covers(old.get(0).id())).isFalse();
            writing.rollback();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void whatIsGoneStaysGoneWhenRetentionBecomesLonger() throws Exception {
        store.close();
        store = reopened(connections, DAYS);
        store.close();
        store = reopened(connections, 10 * DAYS);

        store.append(old.subList(0, 1), true);

        assertThat(store.deadLetters().count()).isEqualTo(1);
    }

    private void openWithRetention() {
        store.close();
        store = reopened(connections, DAYS);
        // in steps, as the timer makes them
        await().untilAsserted(() -> {
            store.upkeep();
            assertThat(list()).extracting(StoredRecord::usage).containsExactlyInAnyOrderElementsOf(young);
        });
    }

    private void openWithRetention(int kept) {
        store.append(young, false);
        openWithRetention();
        assertThat(list()).hasSize(kept);
    }

    private Measures totals() {
        return store.usage().read(UsageReference.everything()).totals();
    }

    private static QuarterHours everything() {
        return new QuarterHours(Instant.EPOCH, Instant.now().plusSeconds(900));
    }

    private static List<UsageRecord> records(Instant from, int count) {
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(Records.ordinary(from.truncatedTo(ChronoUnit.MILLIS).plusMillis(i)));
        }
        return records;
    }
}
