package io.gauger.benchmark.storage;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A year of records, evenly, in the order of their ids, and the rollups that they add up to: as many rollups however many
 * records. Made by the database itself, which is faster than to write them.
 */
final class YearOfUsage {
    static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2026-01-01T00:00:00Z");

    private static final long QUARTER = Duration.ofMinutes(15).toMillis();
    private static final long AT_ONCE = 500_000;
    private static final int LATENCY_MS = 40;

    private final Dialect dialect;
    private final int accounts;
    private final int rollups;

    /** So many rollups of so many accounts, on a database of this name. */
    YearOfUsage(String database, int accounts, int rollups) {
        this.dialect = Dialect.of(database);
        this.accounts = accounts;
        this.rollups = rollups;
    }

    /** Fills empty tables with a multiple of as many records as there are rollups. */
    void fill(Connection connection, int records) throws SQLException {
        int each = records / rollups;
        long slots = Duration.between(FROM, TO).toMillis() / QUARTER;
        long step = slots * accounts / rollups * QUARTER;
        try (Statement statement = connection.createStatement()) {
            for (long from = 0; from < records; from += AT_ONCE) {
                statement.execute(records(dialect.series(from, Math.min(from + AT_ONCE, records) - 1), each, step));
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(rollups(dialect.series(0, rollups - 1L), each, step))) {
            statement.setBytes(1, latencies(each));
            statement.execute();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.settle());
        }
    }

    /** An account's records of a quarter hour are as far apart as they can be. */
    private String records(String series, int each, long step) {
        String time = String.format(
                Locale.ROOT,
                "(%d + i / %d * %d + mod(i, %d) / %d * %d)",
                FROM.toEpochMilli(),
                (long) accounts * each,
                step,
                (long) accounts * each,
                accounts,
                QUARTER / each);
        return "insert into gauger_record (id, time, latency_ms, request_bytes, response_bytes, sse_events, ttfb_ms,"
                + " prompt_tokens, completion_tokens, cached_tokens, status, streaming, units, cost, market, account_id,"
                + " key_id, key_name, key_prefix, plan_id, route, endpoint, method, provider, model, client_ip,"
                + " user_agent) select " + dialect.id(time, "i") + ", " + time + ", " + LATENCY_MS
                + ", 80, 9000, 20, 10,"
                + " 1000, 200, 0, 200, true, 200, 0, 0, " + account() + ", concat('key_', mod(i, " + accounts + ")),"
                + " 'production', 'gk_8fk2m', 'plan_pro', 'chat', '/v1/chat/completions', 'POST', 'openai',"
                + " 'gpt-4o-mini', '192.0.2.7', 'OpenAI/Python 1.52.0' from " + series;
    }

    private String rollups(String series, int each, long step) {
        String bucket = String.format(Locale.ROOT, "(%d + i / %d * %d)", FROM.toEpochMilli(), (long) accounts, step);
        return "insert into gauger_rollup (id, bucket, account_id, key_id, route, endpoint, provider, model,"
                + " status_class, node, requests, refused, succeeded, flagged, request_bytes, response_bytes,"
                + " prompt_tokens, completion_tokens, cached_tokens, sse_events, latency_ms, units, cost, market,"
                + " latencies) select " + dialect.id("i", "i") + ", " + bucket + ", " + account()
                + ", concat('key_', mod(i, "
                + accounts + ")), 'chat', '/v1/chat/completions', 'openai', 'gpt-4o-mini', 2, " + dialect.id("1", "1")
                + ", " + each + ", 0, " + each + ", 0, " + 80 * each + ", " + 9000 * each + ", " + 1000 * each + ", "
                + 200 * each + ", 0, " + 20 * each + ", " + LATENCY_MS * each + ", " + 200 * each + ", 0, 0, ? from "
                + series;
    }

    private String account() {
        return "concat('acct_', mod(i, " + accounts + "))";
    }

    /** The form, the class of the latency that all have, and how many they are, seven bits a byte. */
    private static byte[] latencies(int requests) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(1);
        bytes.write(LATENCY_MS);
        int rest = requests;
        for (; rest > 0x7F; rest >>>= 7) {
            bytes.write((rest & 0x7F) | 0x80);
        }
        bytes.write(rest);
        return bytes.toByteArray();
    }

    /** What databases say differently. */
    private enum Dialect {
        POSTGRESQL(
                "generate_series(%d::bigint, %d) as series(i)",
                "concat(lpad(to_hex(%s), 12, '0'), '70008', lpad(to_hex(%s), 15, '0'))::uuid", "vacuum analyze"),
        H2(
                "(select x as i from system_range(%d, %d))",
                "cast(concat(substring(rawtohex(cast(cast(%s as bigint) as varbinary(8))), 5), '70008',"
                        + " substring(rawtohex(cast(cast(%s as bigint) as varbinary(8))), 2)) as uuid)",
                "analyze");

        private final String series;
        private final String id;
        private final String settle;

        Dialect(String series, String id, String settle) {
            this.series = series;
            this.id = id;
            this.settle = settle;
        }

        static Dialect of(String database) {
            return valueOf(database.toUpperCase(Locale.ROOT));
        }

        /** Rows whose {@code i} goes from the first number to the last. */
        String series(long first, long last) {
            return String.format(Locale.ROOT, series, first, last);
        }

        /** An id that begins with this time and ends with this number. */
        String id(String time, String number) {
            return String.format(Locale.ROOT, id, time, number);
        }

        /** Lets the database do now what it would do in the background. */
        String settle() {
            return settle;
        }
    }
}
