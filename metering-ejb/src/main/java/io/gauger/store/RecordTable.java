package io.gauger.store;

import io.gauger.store.Table.Kind;

/** The columns of {@code gauger_record} as they are written. */
final class RecordTable {
    static final Table<RecordRow> TABLE = Table.<RecordRow>named("gauger_record", row -> row.id)
            .column("time", Kind.WHOLE, row -> row.time)
            .column("account_id", Kind.TEXT, row -> row.accountId)
            .column("key_id", Kind.TEXT, row -> row.keyId)
            .column("key_name", Kind.TEXT, row -> row.keyName)
            .column("key_prefix", Kind.TEXT, row -> row.keyPrefix)
            .column("plan_id", Kind.TEXT, row -> row.planId)
            .column("route", Kind.TEXT, row -> row.route)
            .column("endpoint", Kind.TEXT, row -> row.endpoint)
            .column("method", Kind.TEXT, row -> row.method)
            .column("path", Kind.TEXT, row -> row.path)
            .column("provider", Kind.TEXT, row -> row.provider)
            .column("model", Kind.TEXT, row -> row.model)
            .column("prompt_tokens", Kind.WHOLE, row -> row.promptTokens)
            .column("completion_tokens", Kind.WHOLE, row -> row.completionTokens)
            .column("cached_tokens", Kind.WHOLE, row -> row.cachedTokens)
            .column("units", Kind.DECIMAL, row -> row.units)
            .column("cost", Kind.DECIMAL, row -> row.cost)
            .column("market", Kind.DECIMAL, row -> row.market)
            .column("price_id", Kind.TEXT, row -> row.priceId)
            .column("latency_ms", Kind.WHOLE, row -> row.latencyMs)
            .column("ttfb_ms", Kind.WHOLE, row -> row.ttfbMs)
            .column("status", Kind.WHOLE, row -> (long) row.status)
            .column("streaming", Kind.TRUTH, row -> row.streaming)
            .column("client_ip", Kind.TEXT, row -> row.clientIp)
            .column("user_agent", Kind.TEXT, row -> row.userAgent)
            .column("request_bytes", Kind.WHOLE, row -> row.requestBytes)
            .column("response_bytes", Kind.WHOLE, row -> row.responseBytes)
            .column("sse_events", Kind.WHOLE, row -> row.sseEvents)
            .column("basis", Kind.TEXT, row -> row.basis)
            .column("flags", Kind.TEXT, row -> row.flags)
            .column("refusal", Kind.TEXT, row -> row.refusal)
            .column("record_count", Kind.WHOLE, row -> row.count)
            .column("batch", Kind.WHOLE, row -> row.batch)
            .build();

    private RecordTable() {}
}
