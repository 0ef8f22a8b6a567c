package io.gauger.admin;

import io.gauger.runtime.Gauger;
import io.gauger.runtime.Health;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Set;

/** {@code /v1/reconciliation}: whether what was measured, what is stored and what is summed agree. */
final class ReconciliationResource {
    private final Gauger gauger;
    private final Call call;
    private final Clock clock;

    ReconciliationResource(Gauger gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** All three of a range. */
    Response read() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(TimeBounds.FROM, TimeBounds.TO));
        Period period = TimeBounds.period(parameters, clock.instant());
        parameters.check();
        // The journal comes first: what leaves it meanwhile is in the database then, and in neither otherwise.
        Health health = gauger.health();
        Reconciliation stored = gauger.reconciler().reconcile(new QuarterHours(period.start(), period.end()));
        return Answer.ok(ReconciliationJson.of(stored, health)).build();
    }
}
