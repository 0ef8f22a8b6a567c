package io.gauger.admin;

import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** {@code /v1/usage}: what was used, summed. */
final class UsageResource {
    private final Scope scope;
    private final Call call;
    private final Clock clock;

    UsageResource(Scope scope, Call call, Clock clock) {
        this.scope = scope;
        this.call = call;
        this.clock = clock;
    }

    /** Totals of a range, grouped as wanted. */
    Response read() {
        UsageParameters parameters =
                UsageParameters.parse(call.query(), clock.instant()).within(scope);
        return Answer.ok(UsageJson.of(parameters, scope.gauger().usage().read(parameters.query())))
                .build();
    }
}
