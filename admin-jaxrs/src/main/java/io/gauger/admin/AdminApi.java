package io.gauger.admin;

import io.gauger.runtime.Gauger;
import jakarta.ws.rs.Path;
import java.time.Clock;

/** The resources of the native API, for one call of an operator. */
public final class AdminApi {
    private final Gauger gauger;
    private final Call call;
    private final Clock clock;

    AdminApi(Gauger gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** Totals. */
    @Path("v1/usage")
    public UsageResource usage() {
        return new UsageResource(gauger.usage(), call, clock);
    }

    /** Single records. */
    @Path("v1/records")
    public RecordsResource records() {
        return new RecordsResource(gauger.records(), call);
    }

    /** What is metered. */
    @Path("v1/routes")
    public RoutesResource routes() {
        return new RoutesResource(gauger.routes(), call);
    }

    /** How metering is doing. */
    @Path("v1/health")
    public HealthResource health() {
        return new HealthResource(gauger.health(), call, clock);
    }
}
