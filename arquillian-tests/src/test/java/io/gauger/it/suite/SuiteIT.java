package io.gauger.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.it.Postgres;
import io.gauger.server.BuiltFiles;
import io.gauger.server.ServerUnderTest;
import io.gauger.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every cell on one server, three times: with Gauger switched off, and on with the embedded database and with PostgreSQL.
 * The client must get the same, byte for byte, and there must be one record, which is right. What each cell came to goes
 * to {@code target/server-report}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuiteIT {
    private final ServerUnderTest server = Servers.selected();
    private final List<Cell> cells = Cells.all().stream()
            .filter(cell -> Exceptions.canRun(cell, server.name()))
            .toList();
    private final ServerReport report = new ServerReport(server.name(), "");
    private final ServerReport reportOfPostgres = new ServerReport(server.name(), "-postgresql");

    private SuiteRun plain;
    private SuiteRun metered;
    private SuiteRun meteredInPostgres;

    /** At the same time, since much of it is waiting. */
    @BeforeAll
    void askEveryCell(@TempDir Path data) throws IOException, InterruptedException, ExecutionException {
        Path war = SuiteWar.build();
        ExecutorService servers = Executors.newFixedThreadPool(3);
        try (Postgres postgres = new Postgres()) {
            postgres.create("suite");
            Future<SuiteRun> off = servers.submit(
                    () -> SuiteRun.plain(server, SuiteRun.deployment(war, data.resolve("plain")), cells));
            Future<SuiteRun> on = servers.submit(
                    () -> SuiteRun.metered(server, SuiteRun.deployment(war, data.resolve("metered")), cells));
            Future<SuiteRun> onPostgres = servers.submit(() -> SuiteRun.metered(
                    server, SuiteRun.deployment(war, data.resolve("postgresql"), postgres, "suite"), cells));
            plain = off.get();
            metered = on.get();
            meteredInPostgres = onPostgres.get();
        } finally {
            servers.shutdown();
        }
    }

    @AfterAll
    void writeReport() throws IOException {
        for (ServerReport each : List.of(report, reportOfPostgres)) {
            Cells.all().stream()
                    .filter(cell -> !Exceptions.canRun(cell, server.name()))
                    .forEach(each::notRun);
            each.write();
        }
    }

    @TestFactory
    Stream<DynamicTest> theClientGetsTheSameAndOneRecordIsRight() {
        return compared(metered, report);
    }

    @TestFactory
    Stream<DynamicTest> theClientGetsTheSameAndOneRecordInPostgresqlIsRight() {
        return compared(meteredInPostgres, reportOfPostgres);
    }

    private Stream<DynamicTest> compared(SuiteRun metered, ServerReport report) {
        return cells.stream()
                .map(cell -> DynamicTest.dynamicTest(
                        cell.name(),
                        () -> report.of(cell, () -> {
                            Verdict verdict = new Verdict(Exceptions.expected(cell, server.name()), cell.ask());
                            verdict.answers(
                                    plain.answers().get(cell.name()),
                                    metered.answers().get(cell.name()));
                            verdict.records(
                                    metered.answers().get(cell.name()),
                                    metered.records().from(cell.name()));
                            verdict.assertAll();
                        })));
    }

    @TestFactory
    Stream<DynamicTest> customersAreServedAndRefusedAsTheirLimitsSay() {
        return Stream.of(metered, meteredInPostgres).flatMap(run -> Customers.all().stream()
                .map(asks -> DynamicTest.dynamicTest(
                        asks.name(),
                        () -> asks.verify(
                                run.customers().get(asks.name()), run.records().from(asks.name())))));
    }

    @Test
    void aBodyThatWasReadAheadForTheModelOfAKeyIsTheApplicationsAllTheSame() {
        for (SuiteRun run : List.of(metered, meteredInPostgres)) {
            assertThat(run.customers().get(Customers.ALLOWED_MODEL).body())
                    .isEqualTo(plain.answers()
                            .get("long request read ahead in part and by stream")
                            .body());
        }
    }

    @Test
    void nothingIsRecordedWhenGaugerIsSwitchedOff() {
        assertThat(plain.records().all()).isEmpty();
    }

    @Test
    void theAdminApiIsNotInTheApplicationsScanningApi() {
        for (String path : Neighbours.OF_THE_APPLICATION) {
            Answer answer = metered.neighbours().get(path);

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.toString()).as(path).doesNotContain("problem+json", "urn:gauger", "backlog");
        }
    }

    @Test
    void theApplicationsResourcesAreNotInTheAdminApi() {
        for (String path : Neighbours.OF_GAUGER) {
            Answer answer = metered.neighbours().get(path);

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.toString())
                    .as(path)
                    .contains("application/problem+json")
                    .doesNotContain("tokens");
        }
    }

    @Test
    void theApplicationsOwnFilterRunsBesideGaugers() {
        assertThat(metered.answers().get("JAX-RS, JSON entity").fields()).contains("X-Suite-Filter: seen");
    }

    @Test
    void everyCellHasANameOfItsOwn() {
        assertThat(Cells.all()).extracting(Cell::name).doesNotHaveDuplicates();
    }

    @Test
    void everyExceptionIsOneOfACell() {
        assertThat(Cells.all())
                .extracting(Cell::name)
                .containsAll(Exceptions.all().stream()
                        .flatMap(deviation -> deviation.cells().stream())
                        .toList());
    }

    @Test
    void everyExceptionIsNamedInTheDocumentationAndNoOther() throws IOException {
        String documentation = Files.readString(BuiltFiles.workFolder().resolve("../../docs/servers.md"));
        int start = documentation.indexOf("## What the suite finds");
        List<String> rows = documentation
                .substring(start, documentation.indexOf("\n## ", start))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| server |"))
                .toList();

        for (Exceptions.Deviation deviation : Exceptions.all()) {
            assertThat(rows).anyMatch(row -> names(row, deviation));
        }
        for (String row : rows) {
            assertThat(Exceptions.all()).as(row).anyMatch(deviation -> names(row, deviation));
        }
    }

    private static boolean names(String row, Exceptions.Deviation deviation) {
        return row.startsWith("| " + deviation.server() + " | " + deviation.reason());
    }
}
