package io.gauger.admin;

import io.gauger.rerate.Reratings;
import io.gauger.rerate.UnknownPrice;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/prices/unknown}: what was requested and has no price. */
final class UnknownPricesResource {
    private static final int MOST = 1000;

    private final Gauger gauger;
    private final Call call;
    private final Clock clock;

    UnknownPricesResource(Gauger gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** By route, provider, model and currency, most requests first. */
    Response read() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(TimeBounds.FROM, TimeBounds.TO));
        Period period = TimeBounds.period(parameters, clock.instant());
        parameters.check();
        Reratings reratings = gauger.reratings();
        List<UnknownPrice> found = reratings.unknown(period.start(), period.end(), MOST + 1);
        @Nullable Instant kept = reratings.recordsKeptFrom();
        return Answer.ok(new JsonFields()
                        .time(TimeBounds.FROM, period.start())
                        .time(TimeBounds.TO, period.end())
                        .time("records_kept_from", kept == null || kept.isBefore(period.start()) ? null : kept)
                        .value(
                                "data",
                                JsonFields.array(found.stream()
                                        .limit(MOST)
                                        .map(UnknownPricesResource::json)
                                        .toList()))
                        .truth("more", found.size() > MOST)
                        .toJson())
                .build();
    }

    private static JsonObject json(UnknownPrice unknown) {
        return new JsonFields()
                .text("route", unknown.route())
                .text("provider", unknown.provider())
                .text("model", unknown.model())
                .text("currency", unknown.currency())
                .number("accounts", unknown.accounts())
                .number("requests", unknown.requests())
                .decimal("units", unknown.units())
                .number("prompt_tokens", unknown.promptTokens())
                .number("completion_tokens", unknown.completionTokens())
                .number("cached_tokens", unknown.cachedTokens())
                .time("first", unknown.first())
                .time("last", unknown.last())
                .toJson();
    }
}
