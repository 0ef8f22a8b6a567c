package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/records} and {@code GET /v1/records/{id}}. */
class RecordsApiTest {
    private static final UUID ID = UUID.fromString("01945678-0000-7000-8000-000000000001");
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

    @Test
    void aRecordIsToldInFull() {
        STORED.records.add(Records.full(ID, TIME));

        AdminServer.Reply reply = server.get("/metering/v1/records/" + ID);

        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json())
                .isEqualTo(json("{\"id\":\"01945678-0000-7000-8000-000000000001\","
                        + "\"time\":\"2026-01-31T10:00:00.120Z\",\"account_id\":\"acme\",\"key_id\":\"key_1\","
                        + "\"key_name\":\"production\",\"key_prefix\":\"gk_abcde\",\"route\":\"chat\","
                        + "\"endpoint\":\"/v1/chat/*\",\"method\":\"POST\",\"path\":\"/v1/chat/completions\","
                        + "\"provider\":\"openai\",\"model\":\"gpt-4\",\"prompt_tokens\":10,"
                        + "\"completion_tokens\":20,\"cached_tokens\":4,\"units\":\"30.5\",\"cost\":\"0.000375\","
                        + "\"market\":\"0.001\",\"price_id\":\"price_1\",\"batch\":\"178000000000000001\",\"latency_ms\":1234,\"ttfb_ms\":56,"
                        + "\"status\":200,\"streaming\":true,\"client_ip\":\"192.0.2.7\","
                        + "\"user_agent\":\"curl/8.5 \\\"quoted\\\"\",\"request_bytes\":321,"
                        + "\"response_bytes\":4096,\"sse_events\":7,\"basis\":\"partial\","
                        + "\"flags\":[\"missing_field\",\"timeout\"],\"refusal\":null}"));
    }

    @Test
    void whatIsUnknownOfARecordIsNullAndAZeroIsPlain() {
        STORED.records.add(Records.bare(ID, TIME));

        JsonObject record = server.get("/metering/v1/records/" + ID).json();

        for (String field : List.of(
                "account_id",
                "key_id",
                "key_name",
                "key_prefix",
                "provider",
                "model",
                "prompt_tokens",
                "completion_tokens",
                "cached_tokens",
                "price_id",
                "batch",
                "ttfb_ms",
                "client_ip",
                "user_agent")) {
            assertThat(record.get(field)).as(field).isEqualTo(JsonValue.NULL);
        }
        assertThat(record.getString("units")).isEqualTo("0");
        assertThat(record.getString("cost")).isEqualTo("0");
        assertThat(record.getJsonArray("flags")).isEmpty();
        assertThat(record.getString("refusal")).isEqualTo("invalid_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01945678-0000-7000-8000-00000000ffff", "1-1-1-1-1", "nonsense", "%2e%2e%5B", "'", "%F0%9F%98%80"
            })
    void anIdThatIsNoRecordsIs404(String id) {
        AdminServer.Reply reply = server.get("/metering/v1/records/" + id);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.problem()).isEqualTo("record_not_found");
    }

    @Test
    void aRecordTakesNoParameters() {
        STORED.records.add(Records.full(ID, TIME));

        assertThat(server.get("/metering/v1/records/" + ID + "?x=1").status()).isEqualTo(422);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetitionThoughRecordsArrive() {
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            UUID id = new UUID(0x0194567800007000L, 0x8000000000000000L + i);
            // Several in the same millisecond.
            STORED.records.add(Records.full(id, TIME.plusMillis(i / 4)));
            expected.add(0, id);
        }

        List<UUID> seen = new ArrayList<>();
        AdminServer.Reply reply = server.get("/metering/v1/records?limit=7&route=chat&user_agent=a%26b%20c");
        while (true) {
            reply.json()
                    .getJsonArray("data")
                    .getValuesAs(JsonObject.class)
                    .forEach(record -> seen.add(UUID.fromString(record.getString("id"))));
            STORED.records.add(Records.full(UUID.randomUUID(), TIME.plusSeconds(60)));
            String link = reply.header("Link");
            if (link == null) {
                assertThat(reply.json().get("next_cursor")).isEqualTo(JsonValue.NULL);
                break;
            }
            assertThat(link)
                    .startsWith("<" + server.base() + "/metering/v1/records?")
                    .endsWith(">; rel=\"next\"");
            assertThat(link).contains("cursor=" + reply.json().getString("next_cursor"));
            reply = server.get(link.substring(1, link.indexOf('>')));
            assertThat(STORED.recordQuery.limit()).isEqualTo(7);
            assertThat(STORED.recordQuery.filters())
                    .containsExactlyInAnyOrder(
                            new RecordFilter.Text(Field.ROUTE, "chat"),
                            new RecordFilter.Text(Field.USER_AGENT, "a&b c"));
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void aPageHas100RecordsUnlessAskedOtherwise() {
        server.get("/metering/v1/records");

        assertThat(STORED.recordQuery.limit()).isEqualTo(100);
        assertThat(STORED.recordQuery.from()).isNull();
        assertThat(STORED.recordQuery.to()).isNull();
        assertThat(STORED.recordQuery.filters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "1.0", "", "ten", "99999999999", "%D9%A1"})
    void aLimitIsFrom1To1000(String limit) {
        assertThat(server.get("/metering/v1/records?limit=" + limit).problem()).isEqualTo("invalid_parameter");
    }

    @Test
    void aCursorThatWasNotGivenOutIsRefused() {
        String routes = Cursor.ofRoute("chat");

        for (String cursor : List.of("", "x", "AAAA", routes, "cgAAAaH9tluoAZRWeAAAcACAAAAAAAAAAf8ha9J")) {
            assertThat(server.get("/metering/v1/records?cursor=" + cursor).problem())
                    .as(cursor)
                    .isEqualTo("invalid_parameter");
        }
    }

    @ParameterizedTest
    @EnumSource(Field.class)
    void everyFieldCanBeFilteredBy(Field field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        STORED.records.add(Records.full(ID, TIME));
        assertThat(server.get("/metering/v1/records/" + ID).json()).containsKey(name);

        RecordFilter expected =
                switch (field) {
                    case STREAMING -> new RecordFilter.Truth(field, true);
                    case BASIS -> new RecordFilter.Text(field, "partial");
                    case FLAGS -> new RecordFilter.Text(field, "client_aborted");
                    case UNITS, COST, MARKET -> new RecordFilter.Quantity(field, new BigDecimal("1.50"));
                    case PROMPT_TOKENS,
                            COMPLETION_TOKENS,
                            CACHED_TOKENS,
                            LATENCY_MS,
                            TTFB_MS,
                            STATUS,
                            REQUEST_BYTES,
                            RESPONSE_BYTES,
                            SSE_EVENTS,
                            BATCH -> new RecordFilter.Quantity(field, new BigDecimal("200"));
                    default -> new RecordFilter.Text(field, "some text");
                };
        String value = expected instanceof RecordFilter.Text text
                ? text.value().replace(" ", "%20")
                : expected instanceof RecordFilter.Quantity quantity
                        ? quantity.value().toPlainString()
                        : "true";

        assertThat(server.get("/metering/v1/records?" + name + "=" + value).status())
                .isEqualTo(200);
        assertThat(STORED.recordQuery.filters()).containsExactly(expected);
    }

    @Test
    void anEmptyValueMeansAbsentWhereAFieldCanBe() {
        List<String> never = List.of(
                "route",
                "endpoint",
                "method",
                "path",
                "units",
                "cost",
                "market",
                "latency_ms",
                "status",
                "streaming",
                "request_bytes",
                "response_bytes",
                "sse_events",
                "basis");

        for (Field field : Field.values()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            AdminServer.Reply reply = server.get("/metering/v1/records?" + name + "=");

            if (never.contains(name)) {
                assertThat(reply.status()).as(name).isEqualTo(422);
            } else {
                assertThat(reply.status()).as(name).isEqualTo(200);
                assertThat(STORED.recordQuery.filters()).containsExactly(new RecordFilter.Text(field, ""));
            }
        }
    }

    @Test
    void aTimeIsTheRangeOfItsMillisecond() {
        server.get("/metering/v1/records?time=2026-01-31T11:00:00.120%2B01:00");

        assertThat(STORED.recordQuery.from()).isEqualTo(TIME);
        assertThat(STORED.recordQuery.to()).isEqualTo(TIME.plusMillis(1));
    }

    @Test
    void anIdFindsItsRecordInTheListToo() {
        STORED.records.add(Records.full(ID, TIME));
        STORED.records.add(Records.full(UUID.randomUUID(), TIME));

        assertThat(server.get("/metering/v1/records?id=" + ID).json().getJsonArray("data"))
                .hasSize(1);
        assertThat(server.get("/metering/v1/records?id=" + UUID.randomUUID())
                        .json()
                        .getJsonArray("data"))
                .isEmpty();
        assertThat(server.get("/metering/v1/records?id=1").status()).isEqualTo(422);
        assertThat(server.get("/metering/v1/records?id=" + ID + "&route=chat").status())
                .isEqualTo(422);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        JsonObject problem = server.get("/metering/v1/records?limit=0&cursor=x&status=ok&units=1e9&streaming=yes"
                        + "&basis=guess&flags=red&from=2026-02-01&to=2026-01-01&time=now&nothing")
                .json();

        assertThat(problem.getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("pointer"))
                .containsExactlyInAnyOrder(
                        Arrays.stream("limit cursor status units streaming basis flags from time nothing".split(" "))
                                .map(name -> "/" + name)
                                .toArray(String[]::new));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
