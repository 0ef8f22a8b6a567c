package io.gauger.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.journal.Journal;
import io.gauger.journal.JournalSettings;
import io.gauger.node.NodeIdentity;
import io.gauger.record.UsageRecord;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.testing.Records;
import io.gauger.usage.Measures;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.StoredRecord;
import io.gauger.usage.UsageQuery;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Journal, writer and store of one server, put together as an application's are, on a clock that tests move. */
final class Node implements BatchTarget, AutoCloseable {
    private static final QuarterHours EVER =
            new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));

    private final AtomicLong now = new AtomicLong();
    private final Queue<UsageRecord> taken = new ConcurrentLinkedQueue<>();
    private final StoreSettings settings;
    private final Journal journal;
    private final NodeIdentity identity;
    private final BatchWriter writer;
    private volatile @Nullable Store store;

    Node(Path directory, String url) {
        this.settings = StoreSettings.of(
                Settings.of(Map.of("gauger.jdbc-url", url, "gauger.data-dir", directory.toString())),
                Node.class.getClassLoader());
        this.journal = Journal.open(new JournalSettings(directory, 8, 8 << 20, false));
        this.identity = NodeIdentity.keptIn(Path.of(journal.state().directory()), "test", null);
        this.writer = new BatchWriter(journal, this, now::get);
    }

    /** Takes so many ordinary records, as requests would give them. */
    void take(int count) {
        take(Records.ordinary(count));
    }

    void take(List<UsageRecord> records) {
        records.forEach(record -> {
            taken.add(record);
            journal.offer(record);
        });
    }

    /** What the server's timer does each second. */
    void tick() {
        journal.tick();
        writer.tick();
    }

    /** Lets so many seconds pass, with a tick in each. */
    void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            tick();
        }
    }

    long backlog() {
        return journal.backlog();
    }

    BatchWriter.Progress progress() {
        return writer.progress();
    }

    Store store() {
        Store open = store;
        if (open == null) {
            throw new StoreUnavailableException("The database is not open");
        }
        return open;
    }

    UUID id() {
        return identity.id();
    }

    /** All that was ever taken. */
    Collection<UsageRecord> taken() {
        return taken;
    }

    /** The operator reads this, and everything waits in the journal. */
    void assertWaits(String lastError) {
        assertThat(writer.progress().lastError()).as("%s", writer.progress()).isEqualTo(lastError);
        assertThat(journal.backlog()).isPositive();
        assertThat(journal.lost()).isZero();
        assertThat(journal.state().isDegraded()).isFalse();
    }

    /** Within the longest pause between two attempts, everything that waits is written. */
    void assertCatchesUp() {
        pass(31);
        assertThat(writer.progress().lastError()).isNull();
        assertThat(journal.backlog()).isZero();
        assertThat(journal.lost()).isZero();
        assertHas(taken);
    }

    /** These records are in its database, each once, and the totals are theirs. */
    void assertHas(Collection<UsageRecord> records) {
        List<UUID> expected = records.stream().map(UsageRecord::id).sorted().toList();
        List<UUID> ids =
                stored().stream().map(record -> record.usage().id()).sorted().toList();
        assertThat(ids).isEqualTo(expected);
        Measures totals = totals(EVER.from(), EVER.to());
        assertThat(totals.requests()).isEqualTo(records.size());
        assertThat(totals.units())
                .isEqualByComparingTo(records.stream()
                        .map(record -> record.measurement().units())
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        Reconciliation proof = store().reconciler().reconcile(EVER);
        assertThat(proof.differences()).isEmpty();
        assertThat(proof.ledger().differences()).isEmpty();
    }

    /** What the totals say for some whole quarter hours. */
    long requests(Instant from, int seconds) {
        return totals(from, from.plusSeconds(seconds)).requests();
    }

    private Measures totals(Instant from, Instant to) {
        return store().usage()
                .read(new UsageQuery(from, to, null, List.of(), Map.of()))
                .totals();
    }

    private List<StoredRecord> stored() {
        List<StoredRecord> stored = new ArrayList<>();
        RecordQuery.Position next = null;
        do {
            RecordPage page = store().records().list(new RecordQuery(null, null, List.of(), next, 1000));
            stored.addAll(page.records());
            next = page.next();
        } while (next != null);
        return stored;
    }

    @Override
    public void prepare() {
        if (store == null) {
            store = Store.open(settings, identity);
        }
    }

    @Override
    public void append(List<UsageRecord> batch, boolean maybeReplayed) {
        store().append(batch, maybeReplayed);
    }

    @Override
    public void close() {
        journal.stop();
        journal.close();
        if (store != null) {
            store.close();
        }
        settings.close();
    }
}
