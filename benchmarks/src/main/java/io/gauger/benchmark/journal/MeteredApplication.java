package io.gauger.benchmark.journal;

import io.gauger.benchmark.Application;
import io.gauger.benchmark.stub.StubConfig;
import io.gauger.benchmark.stub.StubRequest;
import io.gauger.benchmark.stub.StubResponse;
import io.gauger.filter.MeteringFilter;
import io.gauger.journal.Batch;
import io.gauger.journal.Journal;
import io.gauger.record.UsageRecord;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An application behind the filter and the journal as they are deployed. Its requests show all keys in turn. */
final class MeteredApplication implements AutoCloseable {
    private static final String EXPRESSION =
            "respBody.model == 'gpt-4' ? respBody.usage.total_tokens * 2 : respBody.usage.total_tokens";
    private static final BigDecimal UNITS = new BigDecimal("1158.000000000");

    /** Without common divisors with how many there are, so that neighbours in time are none in memory. */
    private static final int ROUTE_STEP = 389;

    private static final int KEY_STEP = 38_197;

    /** At most 100,000 requests a second, which leaves the journal's thread time to make segments ahead. */
    private static final int PART = 500;

    private static final long PAUSE_NANOS = 5_000_000;

    private final Application application;
    private final Callers callers;
    private final int asked;
    private final String[] paths;
    private final Path data;
    private final MeteringFilter filter = new MeteringFilter();
    private final KeyedRequest request = new KeyedRequest(new StubRequest("/"));
    private final StubResponse response = new StubResponse();
    private long metered;

    /** So many routes, of which the requests go to so many. */
    MeteredApplication(Application application, int routes, int asked, Callers callers, Path directory)
            throws IOException, ServletException {
        this.application = application;
        this.callers = callers;
        this.asked = asked;
        this.data = Files.createTempDirectory(directory.toAbsolutePath(), "request");
        this.paths = new String[routes];
        Map<String, String> settings = new HashMap<>();
        settings.put("gauger.sink", JournalSink.class.getName());
        settings.put("gauger.data-dir", data.toString());
        settings.put("gauger.journal-mb", "8192");
        for (int i = 0; i < routes; i++) {
            paths[i] = "/v1/tenants/" + i + "/answers/7";
            settings.put(
                    "gauger.route.r" + i,
                    "GET /v1/tenants/" + i + "/answers/{answer} custom metering_expr=" + EXPRESSION);
        }
        callers.addTo(settings);
        filter.init(new StubConfig(settings));
    }

    /** Requests without a filter. */
    void bare(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            renew(i);
            application.doFilter(request, response);
        }
    }

    /** Requests that are measured and journaled. */
    void filtered(int count) throws IOException, ServletException {
        for (int i = 0; i < count; i++) {
            renew(i);
            filter.doFilter(request, response, application);
        }
        metered += count;
    }

    /**
     * Takes the records out of the journal, as the writer does, so that its files are used again.
     *
     * @throws IllegalStateException if a request is no whole record in it
     */
    void drain() {
        Journal journal = JournalSink.journal();
        long unjournaled = journal.state().unjournaled();
        long records = 0;
        Batch batch = journal.peek(PART);
        while (!batch.isEmpty()) {
            batch.records().forEach(MeteredApplication::check);
            records += batch.size();
            journal.remove(batch);
            batch = journal.peek(PART);
        }
        if (records != metered || unjournaled > 0) {
            throw new IllegalStateException(
                    "Of " + metered + " requests " + records + " were in the journal, " + unjournaled + " had no room");
        }
        metered = 0;
    }

    private static void check(UsageRecord record) {
        if (record.caller().accountId() == null || record.measurement().units().compareTo(UNITS) != 0) {
            throw new IllegalStateException("A record is wrong: " + record);
        }
    }

    @Override
    public void close() throws IOException {
        filter.destroy();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void renew(int number) {
        if (number % PART == 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        request.renew(paths[(int) ((long) number % asked * ROUTE_STEP % paths.length)], callers.authorization((int)
                ((long) number * KEY_STEP % Integer.MAX_VALUE)));
        response.renew();
    }
}
