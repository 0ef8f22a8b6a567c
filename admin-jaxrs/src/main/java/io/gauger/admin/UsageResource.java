package io.gauger.admin;

import io.gauger.usage.UsageReader;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** {@code /v1/usage}: what was used, summed. */
final class UsageResource {
    private final UsageReader usage;
    private final Call call;
    private final Clock clock;

    UsageResource(UsageReader usage, Call call, Clock clock) {
        this.usage = usage;
        this.call = call;
        this.clock = clock;
    }

    /** Totals of a range, grouped as wanted. */
    Response read() {
        UsageParameters parameters = UsageParameters.parse(call.query(), clock.instant());
        return Answer.ok(UsageJson.of(parameters, usage.read(parameters.query())))
                .build();
    }
}
