package io.gauger.benchmark.admission;

import io.gauger.admit.Admission;
import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Admission.Decision;
import io.gauger.admit.KeySnapshot;
import io.gauger.benchmark.journal.KeyedRequest;
import io.gauger.benchmark.stub.StubRequest;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision, each on another of many keys. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class AdmissionBenchmark {
    /** How many keys. */
    @Param("100000")
    public int keys;

    /** How many accounts. */
    @Param("10000")
    public int accounts;

    /** Whether keys and plans have a limit of requests a minute. */
    @Param({"false", "true"})
    public boolean limited;

    private final KeyedRequest request = new KeyedRequest(new StubRequest("/"));
    private final Route route =
            Route.named("answers").on("GET", "/v1/answers").request().build();
    private Customers customers;
    private Admission admission;
    private int number;

    /** Makes everything and shows each key once, so that nothing is measured that is fast and wrong. */
    @Setup
    public void prepare() {
        customers = new Customers(keys, accounts, limited);
        KeySnapshot snapshot = customers.snapshot();
        admission = new Admission(Settings.of(Map.of()), () -> snapshot, () -> 2, null);
        for (int i = 0; i < keys; i++) {
            Decision decision = admit();
            boolean counted =
                    decision.standing().key() != null && decision.standing().account() != null;
            if (!(decision instanceof Admitted) || counted != limited) {
                throw new AssertionError("decided " + decision);
            }
        }
    }

    /** What the request itself costs, to be taken off. */
    @Benchmark
    public KeyedRequest request() {
        number = number == Integer.MAX_VALUE ? 0 : number + 1;
        request.renew("/v1/answers", customers.authorization(number));
        return request;
    }

    /** The same and the decision: key, status, account, end, address, route and, if there are, both limits. */
    @Benchmark
    public Decision admit() {
        return admission.decide(request(), route, "127.0.0.1");
    }
}
