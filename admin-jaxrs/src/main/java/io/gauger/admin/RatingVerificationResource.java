package io.gauger.admin;

import io.gauger.rerate.RatingDifference;
import io.gauger.rerate.RatingVerification;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;

/** {@code /v1/reratings/verification}: whether records cost what the prices that they name say. */
final class RatingVerificationResource {
    private final Gauger gauger;
    private final Call call;
    private final Clock clock;

    RatingVerificationResource(Gauger gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** For the records of a range. */
    Response read() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(TimeBounds.FROM, TimeBounds.TO));
        Period period = TimeBounds.period(parameters, clock.instant());
        parameters.check();
        RatingVerification found = gauger.reratings().verify(period.start(), period.end());
        return Answer.ok(new JsonFields()
                        .time(TimeBounds.FROM, period.start())
                        .time(TimeBounds.TO, period.end())
                        .time("records_kept_from", found.recordsKeptFrom())
                        .truth("agrees", found.differences().isEmpty())
                        .number("records", found.records())
                        .number("rerated", found.repriced())
                        .value(
                                "differences",
                                JsonFields.array(found.differences().stream()
                                        .map(RatingVerificationResource::json)
                                        .toList()))
                        .number("more_differences", found.moreDifferences())
                        .toJson())
                .build();
    }

    private static JsonObject json(RatingDifference difference) {
        return new JsonFields()
                .text("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                .text("id", difference.id())
                .text("price_id", difference.priceId())
                .text("measure", difference.measure())
                .text("stored", difference.stored())
                .text("expected", difference.expected())
                .toJson();
    }
}
