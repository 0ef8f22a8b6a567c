package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.journal.JournalState;
import io.gauger.node.NodeState;
import io.gauger.runtime.Health;
import io.gauger.usage.Difference;
import io.gauger.usage.Dimension;
import io.gauger.usage.LedgerDifference;
import io.gauger.usage.LedgerProof;
import io.gauger.usage.Measures;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.UsageReport;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /v1/reconciliation}. */
class ReconciliationApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String JANUARY = "/metering/v1/reconciliation?from=2026-01-01&to=2026-02-01";
    private static final Instant IN_JANUARY = Instant.parse("2026-01-31T10:00:00Z");

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void agreeing() {
        STORED.recordSums = sums(3, "12.500000000");
        STORED.report = new UsageReport(List.of(), sums(3, "12.500000000"));
        STORED.health = health(0, null, 0, JournalState.NONE);
        STORED.differences = List.of();
        STORED.moreDifferences = 0;
        STORED.ledgerProof = new LedgerProof(0, 0, List.of(), 0);
        STORED.putAside = 0;
        STORED.keptFrom = null;
        STORED.failure = null;
    }

    @Test
    void whereNothingDiffersAndNothingWaitsAllAgrees() {
        JsonObject answer = server.get(JANUARY).json();

        assertThat(answer.keySet())
                .containsExactly(
                        "from",
                        "to",
                        "records_kept_from",
                        "agrees",
                        "records",
                        "rollups",
                        "journal",
                        "dead_letters",
                        "unaccounted",
                        "differences",
                        "more_differences",
                        "ledger");
        assertThat(answer.getString("from")).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(answer.getString("to")).isEqualTo("2026-02-01T00:00:00.000Z");
        assertThat(answer.isNull("records_kept_from")).isTrue();
        assertThat(answer.getBoolean("agrees")).isTrue();
        assertThat(answer.getJsonObject("records")).isEqualTo(answer.getJsonObject("rollups"));
        assertThat(answer.getJsonObject("records").getInt("requests")).isEqualTo(3);
        assertThat(answer.getJsonObject("records").getString("units")).isEqualTo("12.5");
        assertThat(answer.getJsonObject("journal"))
                .isEqualTo(json("{\"backlog\":0,\"oldest_unwritten\":null,\"unwritten_summaries\":0,\"lost\":0,"
                        + "\"corrupt\":[]}"));
        assertThat(answer.getInt("dead_letters")).isZero();
        assertThat(answer.getJsonArray("unaccounted")).isEmpty();
        assertThat(answer.getJsonArray("differences")).isEmpty();
        assertThat(answer.getInt("more_differences")).isZero();
    }

    @Test
    void whatDiffersInMoneyIsTold() {
        STORED.ledgerProof = new LedgerProof(
                2, 31, List.of(new LedgerDifference(LedgerDifference.Figure.DEBIT, "acme", "17", "4", "3")), 5);

        JsonObject answer = server.get(JANUARY).json();

        assertThat(answer.getBoolean("agrees")).isFalse();
        assertThat(answer.getJsonObject("ledger"))
                .isEqualTo(
                        json(
                                "{\"accounts\":2,\"entries\":31,\"differences\":[{\"figure\":\"debit\","
                                        + "\"owner\":\"acme\",\"at\":\"17\",\"expected\":\"4\",\"found\":\"3\"}],\"more_differences\":5}"));
    }

    @Test
    void aDifferenceIsToldInFull() {
        STORED.recordSums = sums(4, "13.5");
        STORED.differences = List.of(
                new Difference(
                        IN_JANUARY,
                        Map.of(
                                Dimension.KEY, "key_1",
                                Dimension.ROUTE, "chat",
                                Dimension.ENDPOINT, "/v1/chat/*",
                                Dimension.MODEL, "gpt-4",
                                Dimension.STATUS, "2xx"),
                        "units",
                        "13.5",
                        "12.5"),
                new Difference(IN_JANUARY, Map.of(), Difference.LATENCY_HISTOGRAM, "7 ms: 1", "7 ms: 0"));
        STORED.moreDifferences = 17;

        JsonObject answer = server.get(JANUARY).json();

        assertThat(answer.getBoolean("agrees")).isFalse();
        assertThat(answer.getJsonObject("records").getInt("requests")).isEqualTo(4);
        assertThat(answer.getJsonObject("rollups").getInt("requests")).isEqualTo(3);
        assertThat(answer.getJsonArray("differences").getJsonObject(0))
                .isEqualTo(json("{\"bucket\":\"2026-01-31T10:00:00.000Z\",\"account_id\":null,\"key_id\":\"key_1\","
                        + "\"route\":\"chat\",\"endpoint\":\"/v1/chat/*\",\"provider\":null,\"model\":\"gpt-4\","
                        + "\"status\":\"2xx\",\"measure\":\"units\",\"records\":\"13.5\",\"rollups\":\"12.5\"}"));
        assertThat(answer.getJsonArray("differences").getJsonObject(1).getString("records"))
                .isEqualTo("7 ms: 1");
        assertThat(answer.getInt("more_differences")).isEqualTo(17);
    }

    @Test
    void whatIsNeitherInRecordsNorInRollupsIsNamedByItsKind() {
        STORED.putAside = 2;
        STORED.health = health(
                9,
                IN_JANUARY,
                4,
                new JournalState("/data/journal", 1, 2, null, 5, 3, 0, List.of("/data/journal/1.corrupt")));

        JsonObject answer = server.get(JANUARY).json();

        assertThat(answer.getBoolean("agrees")).isFalse();
        assertThat(answer.getJsonArray("unaccounted"))
                .isEqualTo(array("[{\"kind\":\"lost\",\"count\":4},{\"kind\":\"unwritten_summaries\",\"count\":3},"
                        + "{\"kind\":\"corrupt_files\",\"count\":1},{\"kind\":\"dead_letters\",\"count\":2},"
                        + "{\"kind\":\"unwritten\",\"count\":6}]"));
        assertThat(answer.getJsonObject("journal"))
                .isEqualTo(json("{\"backlog\":9,\"oldest_unwritten\":\"2026-01-31T10:00:00.000Z\","
                        + "\"unwritten_summaries\":3,\"lost\":4,\"corrupt\":[\"/data/journal/1.corrupt\"]}"));
        assertThat(answer.getInt("dead_letters")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T23:59:59.999Z,false", "2026-02-01T00:00:00Z,true", "2025-12-31T00:00:00Z,false", ",false"})
    void aRecordThatWaitsCountsUnlessItBeganAfterTheRange(Instant oldest, boolean agrees) {
        STORED.health = health(1, oldest, 0, JournalState.NONE);

        assertThat(server.get(JANUARY).json().getBoolean("agrees")).isEqualTo(agrees);
    }

    @Test
    void ofARangeWhoseOldestRecordsWereRemovedItIsSaidFromWhenTheyAreKept() {
        STORED.keptFrom = IN_JANUARY;

        JsonObject answer = server.get(JANUARY).json();

        assertThat(answer.getString("records_kept_from")).isEqualTo("2026-01-31T10:00:00.000Z");
        assertThat(answer.getBoolean("agrees")).isTrue();
    }

    @Test
    void theRangeIsWidenedToWholeQuarterHoursAndSaid() {
        JsonObject answer = server.get(
                        "/metering/v1/reconciliation?from=2026-01-31T10:07:00Z&to=2026-01-31T10:30:00.001Z")
                .json();

        assertThat(STORED.reconciled).isEqualTo(new QuarterHours(IN_JANUARY, Instant.parse("2026-01-31T10:45:00Z")));
        assertThat(answer.getString("from")).isEqualTo("2026-01-31T10:00:00.000Z");
        assertThat(answer.getString("to")).isEqualTo("2026-01-31T10:45:00.000Z");
    }

    @Test
    void withoutBoundsTheLast30DaysAreMeant() {
        Instant before = Instant.now();

        server.get("/metering/v1/reconciliation");

        assertThat(STORED.reconciled.to()).isBetween(before, Instant.now().plusSeconds(900));
        assertThat(Duration.between(STORED.reconciled.from(), STORED.reconciled.to()))
                .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusMinutes(15));
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday,/from",
        "from=2026-02-01&to=2026-02-01,/from",
        "from=2999-01-01,/from",
        "to=2026-02-30,/to",
        "account=acme,/account",
        "day=2026-01-31,/day"
    })
    void whatCannotBeUsedIsNamed(String query, String pointer) {
        AdminServer.Reply reply = server.get("/metering/v1/reconciliation?" + query);

        assertThat(reply.status()).as(query).isEqualTo(422);
        assertThat(reply.json().getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("pointer"))
                .containsExactly(pointer);
    }

    @Test
    void withoutATokenNothingIsCompared() {
        STORED.reconciled = null;

        assertThat(server.getAnonymously(JANUARY).status()).isEqualTo(401);
        assertThat(STORED.reconciled).isNull();
    }

    @Test
    void whileTheDatabaseIsAwayItSaysSo() {
        STORED.failure = new StoreUnavailableException("away");

        assertThat(server.get(JANUARY).problem()).isEqualTo("store_unavailable");
    }

    private static Health health(long backlog, Instant oldest, long lost, JournalState journal) {
        return new Health(backlog, oldest, null, 0, lost, 0, null, true, Map.of(), journal, NodeState.NONE);
    }

    private static Measures sums(long requests, String units) {
        return new Measures(
                requests, new BigDecimal(units), 1, 2, 3, 4, 5, BigDecimal.ONE, BigDecimal.TEN, 7L, 6L, 9L, 2, 1, 4);
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static JsonArray array(String text) {
        return Json.createReader(new StringReader(text)).readArray();
    }
}
