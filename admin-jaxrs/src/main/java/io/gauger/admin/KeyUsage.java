package io.gauger.admin;

import io.gauger.account.ApiKey;
import io.gauger.usage.Dimension;
import io.gauger.usage.Measures;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageQuery;
import io.gauger.usage.UsageReader;
import io.gauger.usage.UsageReport;
import io.gauger.usage.UsageRow;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/keys/{id}/usage}: what one key used, and how much of its limit remains. */
final class KeyUsage {
    private static final String START = "start_date";
    private static final String END = "end_date";
    private static final String GROUP_BY = "group_by";
    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);

    private final UsageReader usage;
    private final Spending spending;

    KeyUsage(UsageReader usage, Spending spending) {
        this.usage = usage;
        this.spending = spending;
    }

    /** What the query asks of this key. */
    Response of(ApiKey key, @Nullable String asked, Instant now) {
        QueryParameters parameters = new QueryParameters(asked, Set.of(START, END, GROUP_BY));
        TimeGroup given = parameters.constant(GROUP_BY, TimeGroup.values());
        TimeGroup unit = given == null ? TimeGroup.DAY : given;
        UsageQuery query = query(parameters, unit, key, now);
        parameters.check();
        return Answer.ok(json(key, unit, query, usage.read(query), spending.remaining(key)))
                .build();
    }

    private static UsageQuery query(QueryParameters parameters, TimeGroup unit, ApiKey key, Instant now) {
        Instant start = TimeBounds.instant(parameters, START);
        Instant end = TimeBounds.instant(parameters, END);
        // The next millisecond, so that what was recorded in this one is in.
        Instant to = end == null ? now.truncatedTo(ChronoUnit.MILLIS).plusMillis(1) : end;
        Instant usual = to.minus(DEFAULT_RANGE);
        Instant from = start != null ? start : usual.isBefore(Timestamps.FIRST) ? Timestamps.FIRST : usual;
        if (!from.isBefore(to)) {
            parameters.reject(START, "must be before '" + END + "', which is " + Timestamps.text(to));
            parameters.check();
        }
        Map<Dimension, String> filters = Map.of(Dimension.KEY, key.id(), Dimension.ACCOUNT, key.accountId());
        return new UsageQuery(from, to, unit, List.of(), filters);
    }

    private static JsonObject json(
            ApiKey key, TimeGroup unit, UsageQuery query, UsageReport report, @Nullable BigDecimal remaining) {
        BigDecimal limit = key.limits().usageLimitDollars();
        List<JsonObject> series =
                report.rows().stream().map(row -> row(unit, row)).toList();
        return new JsonFields()
                .text("key_id", key.id())
                .text("account_id", key.accountId())
                .time(START, query.from())
                .time(END, query.to())
                .text(GROUP_BY, unit.name().toLowerCase(Locale.ROOT))
                .value("totals", measures(new JsonFields(), report.totals()))
                .value("series", JsonFields.array(series))
                .text("usage_limit_dollars", limit == null ? null : Decimals.text(limit))
                .text("usage_limit_reset", key.limits().usageLimitReset().name().toLowerCase(Locale.ROOT))
                .text("usage_limit_remaining", remaining == null ? null : Decimals.text(remaining))
                .toJson();
    }

    private static JsonObject row(TimeGroup unit, UsageRow row) {
        Instant start = row.period();
        JsonFields fields = new JsonFields().text("period", start == null ? null : Period.text(unit, start));
        return measures(fields, row.measures());
    }

    private static JsonObject measures(JsonFields fields, Measures measures) {
        return fields.number("requests", measures.requests())
                .decimal("units", measures.units())
                .number("prompt_tokens", measures.promptTokens())
                .number("completion_tokens", measures.completionTokens())
                .number("cached_tokens", measures.cachedTokens())
                .text("cost", money(measures, measures.cost()))
                .text("market", money(measures, measures.market()))
                .text("saved", money(measures, measures.market().subtract(measures.cost())))
                .ratio("saved_percentage", UsageJson.savedPercentage(measures))
                .number("refused", measures.refused())
                .toJson();
    }

    /** Where no request had a price it is not known what they cost, which is not the same as nothing. */
    private static @Nullable String money(Measures measures, BigDecimal amount) {
        boolean priced = measures.cost().signum() != 0 || measures.market().signum() != 0;
        return priced ? Decimals.text(amount) : null;
    }
}
