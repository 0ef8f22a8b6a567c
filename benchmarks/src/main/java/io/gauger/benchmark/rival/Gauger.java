package io.gauger.benchmark.rival;

import io.gauger.benchmark.stub.StubConfig;
import io.gauger.filter.MeteringFilter;
import io.gauger.record.UsageRecord;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The filter as it is deployed, with 1,000 routes and a sink that drops what it is handed. */
final class Gauger implements Rival {
    private static final int ROUTES = 1_000;

    private final MeteringFilter filter = new MeteringFilter();

    Gauger() throws ServletException {
        Map<String, String> settings = new HashMap<>();
        settings.put("gauger.sink", LastRecord.class.getName());
        settings.put("gauger.route.json", "GET /v1/json/* response_field metering_expr=respBody.credits");
        settings.put("gauger.route.events", "GET /v1/events response_field");
        settings.put("gauger.route.bytes", "GET /v1/files/{name} bytes");
        for (int i = settings.size() - 1; i < ROUTES; i++) {
            settings.put("gauger.route.r" + i, "GET /v1/tenants/" + i + "/reports/{report} request");
        }
        filter.init(new StubConfig(settings));
    }

    @Override
    public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter.doFilter(request, response, chain);
    }

    @Override
    public Seen seen() {
        UsageRecord last = LastRecord.get();
        if (last == null) {
            return Seen.NOTHING;
        }
        Long prompt = last.measurement().tokens().prompt();
        Long completion = last.measurement().tokens().completion();
        String model = last.measurement().model();
        Usage usage = prompt == null || completion == null || model == null
                ? null
                : new Usage(units(last), prompt, completion, model);
        return new Seen(last.exchange().responseBytes(), usage);
    }

    /** A stream is billed by its tokens and has no field of its own. */
    private static long units(UsageRecord record) {
        return record.exchange().streaming() ? 0 : record.measurement().units().longValueExact();
    }
}
