package io.gauger.admin;

import io.gauger.usage.Dimension;
import io.gauger.usage.Measures;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageReport;
import io.gauger.usage.UsageRow;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Usage as it is answered. */
final class UsageJson {
    private static final int RATE_SCALE = 4;
    private static final int PERCENTAGE_SCALE = 2;

    private UsageJson() {}

    static JsonObject of(UsageParameters parameters, UsageReport report) {
        TimeGroup unit = parameters.query().timeGroup();
        List<JsonObject> rows = report.rows().stream()
                .map(row -> row(parameters.grouping(), unit, row))
                .toList();
        return new JsonFields()
                .time(TimeBounds.FROM, parameters.query().from())
                .time(TimeBounds.TO, parameters.query().to())
                .list("group_by", parameters.grouping())
                .value("data", JsonFields.array(rows))
                .value("totals", measures(new JsonFields(), report.totals()))
                .toJson();
    }

    private static JsonObject row(List<String> grouping, @Nullable TimeGroup unit, UsageRow row) {
        JsonFields fields = new JsonFields();
        for (String name : grouping) {
            if (unit != null && name.equals(unit.name().toLowerCase(Locale.ROOT))) {
                Instant start = row.period();
                fields.text(name, start == null ? null : Period.text(unit, start));
            } else {
                fields.text(name, row.group().get(Dimension.valueOf(name.toUpperCase(Locale.ROOT))));
            }
        }
        return measures(fields, row.measures());
    }

    /** Adds all measures. */
    static JsonObject measures(JsonFields fields, Measures measures) {
        return fields.number("requests", measures.requests())
                .decimal("units", measures.units())
                .number("request_bytes", measures.requestBytes())
                .number("response_bytes", measures.responseBytes())
                .number("prompt_tokens", measures.promptTokens())
                .number("completion_tokens", measures.completionTokens())
                .number("cached_tokens", measures.cachedTokens())
                .decimal("cost", measures.cost())
                .decimal("market", measures.market())
                .decimal("saved", measures.market().subtract(measures.cost()))
                .ratio("saved_percentage", savedPercentage(measures))
                .number("avg_latency_ms", measures.avgLatencyMs())
                .number("p50_latency_ms", measures.p50LatencyMs())
                .number("p95_latency_ms", measures.p95LatencyMs())
                .ratio("success_rate", successRate(measures))
                .number("flagged", measures.flagged())
                .number("refused", measures.refused())
                .toJson();
    }

    static @Nullable BigDecimal savedPercentage(Measures measures) {
        return savedPercentage(measures.market(), measures.cost());
    }

    /** Of what the list price says, with 2 decimals; null where that is nothing. */
    static @Nullable BigDecimal savedPercentage(BigDecimal market, BigDecimal cost) {
        return market.signum() == 0
                ? null
                : market.subtract(cost).movePointRight(2).divide(market, PERCENTAGE_SCALE, RoundingMode.HALF_EVEN);
    }

    /** From 0 to 1; null without requests. */
    private static @Nullable BigDecimal successRate(Measures measures) {
        return measures.requests() == 0
                ? null
                : BigDecimal.valueOf(measures.succeeded())
                        .divide(BigDecimal.valueOf(measures.requests()), RATE_SCALE, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
    }
}
