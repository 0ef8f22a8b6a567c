package io.gauger.admin;

import io.gauger.rerate.OtherVersion;
import io.gauger.rerate.RatingDifference;
import io.gauger.rerate.RatingVerification;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;

/** {@code /v1/reratings/verification}: whether records cost what the prices that they name say, and whether these decide now too. */
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
                        .truth("agrees", found.agrees())
                        .truth("identical", found.identical())
                        .number("records", found.records())
                        .number("rerated", found.repriced())
                        .value(
                                "differences",
                                JsonFields.array(found.differences().stream()
                                        .map(RatingVerificationResource::json)
                                        .toList()))
                        .number("more_differences", found.moreDifferences())
                        .value("other_version_counts", counts(found))
                        .value(
                                "other_versions",
                                JsonFields.array(found.otherVersions().stream()
                                        .map(RatingVerificationResource::json)
                                        .toList()))
                        .number("more_other_versions", found.moreOtherVersions())
                        .toJson())
                .build();
    }

    /** All kinds, also those of which there is none. */
    private static JsonObject counts(RatingVerification found) {
        JsonFields counts = new JsonFields();
        for (OtherVersion.Kind kind : OtherVersion.Kind.values()) {
            counts.number(name(kind), found.otherVersionCounts().getOrDefault(kind, 0L));
        }
        return counts.toJson();
    }

    private static JsonObject json(OtherVersion other) {
        return new JsonFields()
                .text("kind", name(other.kind()))
                .text("record_id", other.recordId().toString())
                .time("time", other.time())
                .text("account_id", other.accountId())
                .text("price_id", other.priceId())
                .text("deciding_price_id", other.decidingPriceId())
                .toJson();
    }

    private static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject json(RatingDifference difference) {
        return new JsonFields()
                .text("kind", name(difference.kind()))
                .text("id", difference.id())
                .text("price_id", difference.priceId())
                .text("measure", difference.measure())
                .text("stored", difference.stored())
                .text("expected", difference.expected())
                .toJson();
    }
}
