package io.gauger.benchmark;

import io.gauger.benchmark.rival.Rival;
import io.gauger.benchmark.rival.Rivals;
import io.gauger.benchmark.stub.StubRequest;
import io.gauger.benchmark.stub.StubResponse;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One exchange through one rival, on a container that does next to nothing. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class FilterBenchmark {
    /** Held, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger LOG = Logger.getLogger("");

    /** What is answered. */
    @Param
    public Workload workload;

    /** Who watches. */
    @Param
    public Rivals rival;

    private Application application;
    private Rival filter;
    private StubRequest request;
    private StubResponse response;

    /** Makes everything and checks it, so that nothing is measured that is fast and wrong. */
    @Setup
    public void prepare() throws IOException, ServletException {
        LOG.setLevel(Level.SEVERE);
        application = new Application(workload);
        filter = rival.make();
        request = new StubRequest(workload.path());
        response = new StubResponse();
        Check check = new Check(workload, rival, application.body());
        response.checkWith(check.arriving());
        exchange();
        check.verify(response, filter.seen());
        response.checkWith(null);
    }

    @Benchmark
    public int exchange() throws IOException, ServletException {
        request.renew();
        response.renew();
        filter.filter(request, response, application);
        return response.seen();
    }
}
