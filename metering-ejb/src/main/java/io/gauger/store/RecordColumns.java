package io.gauger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The columns of {@code gauger_record} that rollups are made of. */
final class RecordColumns {
    /** Their names between commas. */
    static final String NAMES = "id, time, account_id, key_id, route, endpoint, provider, model, status,"
            + " request_bytes, response_bytes, prompt_tokens, completion_tokens, cached_tokens, sse_events, latency_ms,"
            + " units, cost, market, price_id, flags, refusal, record_count";

    private RecordColumns() {}

    /** A row that is filled as far as rollups need it. */
    static RecordRow row(ResultSet columns) throws SQLException {
        RecordRow row = new RecordRow();
        row.id = columns.getObject("id", UUID.class);
        row.time = columns.getLong("time");
        row.accountId = columns.getString("account_id");
        row.keyId = columns.getString("key_id");
        row.route = columns.getString("route");
        row.endpoint = columns.getString("endpoint");
        row.provider = columns.getString("provider");
        row.model = columns.getString("model");
        row.status = columns.getInt("status");
        row.requestBytes = columns.getLong("request_bytes");
        row.responseBytes = columns.getLong("response_bytes");
        // absent counts as none
        row.promptTokens = columns.getLong("prompt_tokens");
        row.completionTokens = columns.getLong("completion_tokens");
        row.cachedTokens = columns.getLong("cached_tokens");
        row.sseEvents = columns.getLong("sse_events");
        row.latencyMs = columns.getLong("latency_ms");
        row.units = columns.getBigDecimal("units");
        row.cost = columns.getBigDecimal("cost");
        row.market = columns.getBigDecimal("market");
        row.priceId = columns.getString("price_id");
        row.flags = columns.getString("flags");
        row.refusal = columns.getString("refusal");
        long count = columns.getLong("record_count");
        row.count = columns.wasNull() ? null : Long.valueOf(count);
        return row;
    }
}
