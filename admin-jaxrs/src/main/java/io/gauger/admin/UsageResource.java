package io.gauger.admin;

import io.gauger.usage.UsageReader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** {@code /v1/usage}: what was used, summed. */
public final class UsageResource {
    private final UsageReader usage;
    private final Call call;
    private final Clock clock;

    UsageResource(UsageReader usage, Call call, Clock clock) {
        this.usage = usage;
        this.call = call;
        this.clock = clock;
    }

    /** Totals of a range, grouped as wanted. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read() {
        UsageParameters parameters = UsageParameters.parse(call.query(), clock.instant());
        return Answer.ok(UsageJson.of(parameters, usage.read(parameters.query())))
                .build();
    }

    /** The methods there are. */
    @OPTIONS
    public Response methods() {
        return Answer.readMethods();
    }
}
