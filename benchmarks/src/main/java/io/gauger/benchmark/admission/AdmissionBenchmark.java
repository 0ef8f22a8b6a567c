package io.gauger.benchmark.admission;

import io.gauger.admit.Admission;
import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Admission.Decision;
import io.gauger.admit.KeySnapshot;
import io.gauger.benchmark.Plenty;
import io.gauger.benchmark.journal.KeyedRequest;
import io.gauger.benchmark.stub.StubRequest;
import io.gauger.reserve.Allowance;
import io.gauger.reserve.Allowances;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

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

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private static final BigDecimal COST = new BigDecimal("0.000375000000");

    private final KeyedRequest request = new KeyedRequest(new StubRequest("/"));
    private final Route route =
            Route.named("answers").on("GET", "/v1/answers").request().build();
    private Customers customers;
    private Admission admission;
    private Allowances allowances;
    private int number;

    /** Makes everything and shows each key once, so that nothing is measured that is fast and wrong. */
    @Setup
    public void prepare() {
        customers = new Customers(keys, accounts, limited);
        KeySnapshot snapshot = customers.snapshot();
        admission = new Admission(Settings.of(Map.of()), () -> snapshot, () -> 2, null);
        allowances = new Allowances(Settings.of(Map.of()), () -> snapshot, new Plenty());
        for (int i = 0; i < keys; i++) {
            Decision decision = admit();
            boolean counted =
                    decision.standing().key() != null && decision.standing().account() != null;
            if (!(decision instanceof Admitted) || counted != limited) {
                throw new AssertionError("decided " + decision);
            }
        }
        for (int i = 0; i < keys; i++) {
            Allowance allowance = firstHold();
            if (!allowance.admits() || (allowance.held() != null) != limited) {
                throw new AssertionError("decided " + allowance);
            }
        }
    }

    /** Again where it is not known in time: a thread stands still for longer than a request waits while its code is compiled. */
    private Allowance firstHold() {
        long end = System.nanoTime() + LONGEST;
        Allowance allowance = admitAndHold();
        while (!allowance.admits() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE);
            number--;
            allowance = admitAndHold();
        }
        return allowance;
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

    /** All of admission: the same, and quota, credits, key limit and budget, held and settled. */
    @Benchmark
    public Allowance admitAndHold() {
        Allowance allowance = allowances.admit((Admitted) admit(), System.currentTimeMillis());
        if (allowance.held() != null) {
            allowance.held().settle(BigDecimal.ONE, COST);
        }
        return allowance;
    }

    /** Ends the thread that asks for portions. */
    @TearDown
    public void close() {
        allowances.close();
    }
}
