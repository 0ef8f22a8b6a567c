package io.gauger.admin;

import io.gauger.admit.Caller;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import io.gauger.usage.StoredRecord;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** A usage record as it is answered. */
final class RecordJson {
    /** The names of all fields, in their order. */
    static final List<String> NAMES = List.of(
            "id",
            "time",
            "account_id",
            "key_id",
            "key_name",
            "key_prefix",
            "route",
            "endpoint",
            "method",
            "path",
            "provider",
            "model",
            "prompt_tokens",
            "completion_tokens",
            "cached_tokens",
            "units",
            "cost",
            "market",
            "price_id",
            "batch",
            "latency_ms",
            "ttfb_ms",
            "status",
            "streaming",
            "client_ip",
            "user_agent",
            "request_bytes",
            "response_bytes",
            "sse_events",
            "basis",
            "flags",
            "refusal");

    private RecordJson() {}

    static JsonObject of(StoredRecord stored) {
        UsageRecord usage = stored.usage();
        Caller caller = usage.caller();
        Exchange exchange = usage.exchange();
        Measurement measured = usage.measurement();
        Long batch = stored.batch();
        return new JsonFields()
                .text("id", usage.id().toString())
                .time("time", usage.time())
                .text("account_id", caller.accountId())
                .text("key_id", caller.keyId())
                .text("key_name", caller.keyName())
                .text("key_prefix", caller.keyPrefix())
                .text("route", usage.route())
                .text("endpoint", usage.endpoint())
                .text("method", exchange.method())
                .text("path", exchange.path())
                .text("provider", measured.provider())
                .text("model", measured.model())
                .number("prompt_tokens", measured.tokens().prompt())
                .number("completion_tokens", measured.tokens().completion())
                .number("cached_tokens", measured.tokens().cached())
                .decimal("units", measured.units())
                .decimal("cost", stored.cost())
                .decimal("market", stored.market())
                .text("price_id", stored.priceId())
                .text("batch", batch == null ? null : batch.toString())
                .number("latency_ms", exchange.latencyMs())
                .number("ttfb_ms", exchange.ttfbMs())
                .number("status", exchange.status())
                .truth("streaming", exchange.streaming())
                .text("client_ip", exchange.clientIp())
                .text("user_agent", exchange.userAgent())
                .number("request_bytes", exchange.requestBytes())
                .number("response_bytes", exchange.responseBytes())
                .number("sse_events", measured.sseEvents())
                .text("basis", measured.basis().name().toLowerCase(Locale.ROOT))
                .list(
                        "flags",
                        measured.flags().stream().sorted().map(Flag::wireName).toList())
                .text("refusal", usage.refusal())
                .toJson();
    }
}
