package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.usage.RecordFilter;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/records/export}. */
class RecordExportApiTest {
    private static final Instant TIME = Instant.parse("2026-01-31T10:00:00.120Z");
    private static final StoredInMemory STORED = new StoredInMemory();

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
    void empty() {
        STORED.records.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 1001, 2500})
    void everyRecordIsInEveryFormOnceInTheOrderOfTheList(int count) {
        for (int i = count; i > 0; i--) {
            STORED.records.add(Records.full(new UUID(TIME.toEpochMilli() << 16 | 0x7000, i), TIME));
        }
        List<String> expected = STORED.records.stream()
                .map(record -> record.usage().id().toString())
                .toList();

        assertThat(parsed(text("json")).getValuesAs(row -> row.asJsonObject().getString("id")))
                .isEqualTo(expected);
        assertThat(text("ndjson").lines().map(line -> line.substring(7, 43)))
                .as("each line is an object that begins with its id")
                .isEqualTo(expected);
        List<String> csv = text("csv").lines().toList();
        assertThat(csv.get(0)).isEqualTo(String.join(",", RecordJson.NAMES));
        assertThat(csv.stream().skip(1).map(line -> line.substring(0, 36))).isEqualTo(expected);
    }

    @Test
    void theNamesOfTheColumnsAreThoseOfARecord() {
        STORED.records.add(Records.full(UUID.randomUUID(), TIME));

        assertThat(parsed(text("json")).getJsonObject(0).keySet()).containsExactlyElementsOf(RecordJson.NAMES);
    }

    @ParameterizedTest
    @CsvSource({"csv, text/csv;charset=UTF-8", "json, application/json", "ndjson, application/x-ndjson"})
    void theAnswerIsAFileOfItsTypeThatNobodyCaches(String format, String type) {
        AdminServer.Reply reply = server.get("/metering/v1/records/export?format=" + format);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualToIgnoringCase(type);
        assertThat(reply.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"gauger-records." + format + "\"");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void aTextThatASpreadsheetWouldRunIsMarkedAsAText(String formula) {
        String cell = RecordExport.cell(Json.createValue(formula));

        assertThat(cell.replace("\"", "")).isEqualTo("'" + formula);
    }

    @Test
    void cellsAreQuotedAsTheStandardSays() {
        assertThat(RecordExport.cell(Json.createValue("a,b"))).isEqualTo("\"a,b\"");
        assertThat(RecordExport.cell(Json.createValue("say \"so\""))).isEqualTo("\"say \"\"so\"\"\"");
        assertThat(RecordExport.cell(Json.createValue("two\nlines"))).isEqualTo("\"two\nlines\"");
        assertThat(RecordExport.cell(JsonValue.NULL)).isEmpty();
        assertThat(RecordExport.cell(Json.createValue(-5)))
                .as("a number is none")
                .isEqualTo("-5");
        assertThat(RecordExport.cell(Json.createArrayBuilder(List.of("a", "b")).build()))
                .isEqualTo("a b");
    }

    @Test
    void itIsFilteredAsTheListIs() {
        text("csv&status=200&from=2026-01-01");

        assertThat(STORED.recordQuery.filters())
                .containsExactly(new RecordFilter.Quantity(RecordFilter.Field.STATUS, new BigDecimal(200)));
        assertThat(STORED.recordQuery.from()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"format=xml", "limit=5", "cursor=x", "id=" + "01945678-0000-7000-8000-000000000001", "what=1"})
    void whatItDoesNotKnowItRefuses(String query) {
        AdminServer.Reply reply = server.get("/metering/v1/records/export?" + query);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    private static String text(String formatAndMore) {
        AdminServer.Reply reply = server.get("/metering/v1/records/export?format=" + formatAndMore);
        assertThat(reply.status()).isEqualTo(200);
        return new String(reply.response().body(), StandardCharsets.UTF_8);
    }

    private static JsonArray parsed(String text) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            return reader.readArray();
        }
    }
}
