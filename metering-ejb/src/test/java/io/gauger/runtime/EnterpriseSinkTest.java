package io.gauger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gauger.batch.BatchTimer;
import io.gauger.batch.BatchWork;
import io.gauger.journal.JournalState;
import io.gauger.measure.Flag;
import io.gauger.record.RecordSink;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import io.gauger.route.RouteSource;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import io.gauger.store.MigratedDatabases;
import io.gauger.testing.H2Process;
import io.gauger.testing.LogCapture;
import io.gauger.testing.Records;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.StoredRecord;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole module in a real CDI container, with the timer ticked by hand. */
class EnterpriseSinkTest {
    private static final Route PING =
            Route.named("ping").on("GET", "/v1/ping").request().build();

    @TempDir
    Path directory;

    private SeContainer cdi;
    private Gauger gauger;
    private BatchWork timer;
    private RecordSink sink;

    @BeforeEach
    void start() {
        MigratedDatabases.h2File(directory);
        cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(RunningGauger.class, ApplicationRoutes.class)
                .initialize();
        gauger = cdi.select(Gauger.class).get();
        timer = cdi.select(BatchWork.class).get();
        sink = ServiceLoader.load(RecordSink.class).findFirst().orElseThrow();
    }

    @AfterEach
    void stop() {
        sink.close();
        if (cdi.isRunning()) {
            cdi.close();
        }
    }

    @Test
    void beforeItIsOpenedThereIsNoMeteringAndTicksDoNothing() {
        timer.tick();

        assertThat(gauger.health().storeOpen()).isFalse();
        assertThat(gauger.health().state()).isEqualTo(Health.State.STARTING);
        assertThat(gauger.routes()).isEmpty();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> gauger.records())
                .withMessage("Metering has not started");
    }

    @Test
    void recordsReachTheDatabaseWithTheNextTick() {
        sink.open(settings(Map.of()), List.of(PING));
        List<UsageRecord> records = Records.random(1, 2500);
        records.forEach(sink::accept);

        assertThat(gauger.health().backlog()).isEqualTo(2500);
        assertThat(gauger.health().oldestUnwritten()).isEqualTo(records.get(0).time());
        assertThat(gauger.health().storeOpen()).isFalse();
        tickUntilWritten();

        assertThat(gauger.health())
                .returns(0L, Health::backlog)
                .returns(2500L, Health::written)
                .returns(0L, Health::lost)
                .returns(0L, Health::writerErrors)
                .returns(null, Health::lastError)
                .returns(Health.State.UP, Health::state);
        assertThat(gauger.health().flags().get(Flag.TIMEOUT)).isPositive();
        assertThat(gauger.routes()).containsExactly(PING);
        UsageRecord last = records.get(2499);
        assertThat(gauger.records().find(last.id()).map(StoredRecord::usage)).contains(last);
    }

    @Test
    void closingWritesWhatIsLeftEvenIfNoTickEverCameAndCdiIsGone() {
        sink.open(settings(Map.of()), List.of());
        List<UsageRecord> records = Records.ordinary(1500);
        records.forEach(sink::accept);

        cdi.close();
        sink.close();

        assertThat(storedAfterRestart()).isEqualTo(1500);
    }

    @Test
    void whileTheDatabaseIsAwayRecordsWaitAndNothingGetsLost() throws Exception {
        try (H2Process other = new H2Process(directory.resolve("gauger"))) {
            sink.open(settings(Map.of()), List.of());
            Records.ordinary(10).forEach(sink::accept);
            timer.tick();

            assertThat(other).isNotNull();
            assertThat(gauger.health())
                    .returns(10L, Health::backlog)
                    .returns(1L, Health::writerErrors)
                    .returns("The database file is in use by another process", Health::lastError)
                    .returns(Health.State.DEGRADED, Health::state);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> gauger.usage())
                    .withMessage("The database is not open");
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            timer.tick();
            return gauger.health().backlog() == 0;
        });
        assertThat(gauger.health().state()).isEqualTo(Health.State.UP);
        assertThat(gauger.health().written()).isEqualTo(10);
    }

    @Test
    void whatCannotBeWrittenAtTheEndWaitsInTheJournalForTheNextStart() throws Exception {
        try (H2Process other = new H2Process(directory.resolve("gauger"));
                LogCapture log = new LogCapture(Backend.class)) {
            assertThat(other).isNotNull();
            sink.open(settings(Map.of("gauger.shutdown-seconds", "0")), List.of());
            Records.ordinary(7).forEach(sink::accept);

            sink.close();

            assertThat(log.messages())
                    .containsExactly("WARNING Metering stopped; within 0 s (gauger.shutdown-seconds) 7 usage records"
                            + " could not be written to the database; they wait in the journal in "
                            + directory.resolve("journal") + " and are written after the next start");
        }
        assertThat(storedAfterRestart()).isEqualTo(7);
    }

    @Test
    void afterTheEndNothingIsTakenAndReadersSaySo() {
        sink.open(settings(Map.of()), List.of());
        timer.tick();
        sink.close();

        sink.accept(Records.ordinary(1).get(0));
        timer.tick();

        assertThat(gauger.health().storeOpen()).isFalse();
        assertThat(gauger.health().lost()).isEqualTo(1);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> gauger.records())
                .withMessage("Metering is stopped");
    }

    @Test
    void aJournalThatCannotBeWrittenIsVisibleAtOnceAndNothingIsLost() throws Exception {
        java.nio.file.Files.writeString(directory.resolve("journal"), "a file where a directory should be");
        sink.open(settings(Map.of()), List.of());

        Records.ordinary(3).forEach(sink::accept);

        assertThat(gauger.health())
                .returns(Health.State.DEGRADED, Health::state)
                .returns(0L, Health::lost);
        assertThat(gauger.health().journal())
                .returns(3L, JournalState::unjournaled)
                .returns(1, JournalState::unwrittenSummaries);
        assertThat(gauger.health().journal().problem())
                .contains("cannot be written")
                .contains(directory.toString());
        java.nio.file.Files.delete(directory.resolve("journal"));
        tickUntilWritten();
        assertThat(gauger.health())
                .returns(Health.State.UP, Health::state)
                .returns(1L, Health::written)
                .extracting(health -> health.flags().get(Flag.SUMMARY))
                .isEqualTo(1L);
    }

    @Test
    void aRequestThatWasAnnouncedIsRecordedByItsTicket() {
        sink.open(settings(Map.of()), List.of(PING));
        UsageRecord record = Records.ordinary(1).get(0);
        Ticket ticket = sink.announce(record, PING);
        assertThat(gauger.health().backlog()).isZero();

        ticket.complete(record);
        tickUntilWritten();

        assertThat(gauger.records().find(record.id()).map(StoredRecord::usage)).contains(record);
    }

    @Test
    void aSettingThatCannotBeUsedStopsTheStart() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> sink.open(settings(Map.of("gauger.journal-mb", "63")), List.of()))
                .withMessage("gauger.journal-mb must be a whole number from 64 to 1048576, was '63'");
    }

    @Test
    void aSecondFilterIsRefusedAndTheFirstGoesOn() {
        sink.open(settings(Map.of()), List.of());
        EnterpriseSink second = new EnterpriseSink();

        assertThatIllegalStateException()
                .isThrownBy(() -> second.open(settings(Map.of()), List.of()))
                .withMessage("The application has two metering filters; one does for all its routes");
        sink.accept(Records.ordinary(1).get(0));
        tickUntilWritten();
        assertThat(gauger.health().written()).isEqualTo(1);
    }

    @Test
    void withoutCdiTheStartFailsWithAnExplanation() {
        cdi.close();

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> sink.open(settings(Map.of()), List.of()))
                .withMessageContaining("this application has no CDI: name another gauger.sink");
    }

    @Test
    void aConfiguredTokenHoldsWhileTheDatabaseIsAwayAndAStoredOneOnceItIsThere() throws Exception {
        sink.open(settings(Map.of("gauger.development", "true")), List.of());

        assertThat(gauger.operatorTokens().matches("gat_demo")).isTrue();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> gauger.operatorTokens().matches("gat_other"));
        timer.tick();

        String token = java.nio.file.Files.readString(directory.resolve("operator-token"))
                .strip();
        assertThat(gauger.operatorTokens().matches(token)).isTrue();
        assertThat(gauger.operatorTokens().matches("gat_other")).isFalse();
    }

    @Test
    void developmentModeIsLoud() {
        try (LogCapture log = new LogCapture(Backend.class)) {
            sink.open(settings(Map.of("gauger.development", "true")), List.of());

            assertThat(log.messages()).singleElement().asString().startsWith("WARNING gauger.development is on");
        }
    }

    @Test
    void beansOfTheApplicationAreRoutes() {
        RouteSource source = ServiceLoader.load(RouteSource.class).findFirst().orElseThrow();

        assertThat(source.routes()).extracting(Route::id).containsExactly("ping");
        cdi.close();
        assertThat(source.routes()).isEmpty();
    }

    @Test
    void theTimerSurvivesWhateverHappens() throws Exception {
        BatchTimer bean = new BatchTimer();
        var work = BatchTimer.class.getDeclaredField("work");
        work.setAccessible(true);
        work.set(bean, (BatchWork) () -> {
            throw new StackOverflowError();
        });
        try (LogCapture log = new LogCapture(BatchTimer.class)) {
            bean.tick();

            assertThat(log.messages()).containsExactly("SEVERE The batch writer failed; it is tried again in a second");
        }
    }

    @Test
    void unitsOfEveryRecordAddUpExactly() {
        sink.open(settings(Map.of()), List.of());
        BigDecimal third = new BigDecimal("0.333333333");
        for (int i = 0; i < 1000; i++) {
            sink.accept(Records.with(
                    java.time.Instant.parse("2026-01-01T00:00:00Z").plusMillis(i),
                    "acme",
                    "chat",
                    200,
                    1,
                    third,
                    Set.of(),
                    null));
        }
        tickUntilWritten();

        assertThat(gauger.usage()
                        .read(new io.gauger.usage.UsageQuery(
                                java.time.Instant.parse("2026-01-01T00:00:00Z"),
                                java.time.Instant.parse("2026-01-01T00:00:01Z"),
                                null,
                                List.of(),
                                Map.of()))
                        .totals()
                        .units())
                .isEqualByComparingTo("333.333333");
    }

    private void tickUntilWritten() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            timer.tick();
            return gauger.health().backlog() == 0;
        });
    }

    private int storedAfterRestart() {
        Backend again = Backend.start(settings(Map.of()), List.of(), getClass().getClassLoader(), () -> {});
        try {
            again.tick();
            RecordPage page = again.records().list(new RecordQuery(null, null, List.of(), null, 1000));
            int stored = page.records().size();
            while (page.next() != null) {
                page = again.records().list(new RecordQuery(null, null, List.of(), page.next(), 1000));
                stored += page.records().size();
            }
            return stored;
        } finally {
            again.close();
        }
    }

    private Settings settings(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("gauger.data-dir", directory.toString()));
        all.putAll(values);
        return Settings.of(all);
    }

    /** As an application would have it. */
    static class ApplicationRoutes {
        @Produces
        Route ping() {
            return PING;
        }
    }
}
