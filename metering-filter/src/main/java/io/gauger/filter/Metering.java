package io.gauger.filter;

import io.gauger.admit.Admission;
import io.gauger.admit.ClientAddress;
import io.gauger.admit.Fault;
import io.gauger.measure.Meter;
import io.gauger.record.RecordId;
import io.gauger.record.RecordSink;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Allowances;
import io.gauger.route.Route;
import io.gauger.route.RouteNotation;
import io.gauger.route.RouteSource;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metering of one application, from start to stop: its routes, its admission and its sink. */
final class Metering {
    private static final System.Logger LOG = System.getLogger(Metering.class.getName());

    private final RecordId ids = new RecordId();
    private final MeteredRoutes routes;
    private final Admission admission;
    private final Allowances allowances;
    private final Rating rating;
    private final ClientAddress clientAddress;
    private final RecordSink sink;
    private final boolean tellsEndOfRequest;
    private final Ticket unannounced;
    private final Fault unknownAddress = new Fault(
            LOG,
            "Finding out where a request comes from",
            "such requests have no address; keys limited by it are refused");
    private final Fault notAnnounced = new Fault(
            LOG, "Announcing a request", "such requests run, and are recorded if the server lives to their end");
    private final Fault unjudged = new Fault(
            LOG,
            "Finding out whether a request may run",
            "requests of accounts are refused by 503 admission_failed, others run");

    private Metering(
            MeteredRoutes routes,
            Admission admission,
            Allowances allowances,
            Rating rating,
            ClientAddress clientAddress,
            RecordSink sink,
            boolean tellsEndOfRequest) {
        this.routes = routes;
        this.admission = admission;
        this.allowances = allowances;
        this.rating = rating;
        this.clientAddress = clientAddress;
        this.sink = sink;
        this.tellsEndOfRequest = tellsEndOfRequest;
        this.unannounced = sink::accept;
    }

    static Metering start(ServletContext application, Map<String, String> filterParameters) throws ServletException {
        try {
            Settings settings = Settings.of(application, filterParameters);
            Collection<Route> declared = routes(settings);
            Collection<Route> metered = settings.flag("gauger.enabled", true) ? declared : List.of();
            MeteredRoutes table = new MeteredRoutes(metered, Meter.maxKeptBytes(settings));
            RecordSink sink = Extensions.recordSink(settings);
            Admission admission =
                    new Admission(settings, sink.keys(), sink.nodes(), Extensions.callerResolver(settings));
            Allowances allowances = new Allowances(settings, sink.keys(), sink.portions());
            Metering metering = new Metering(
                    table,
                    admission,
                    allowances,
                    new Rating(settings, sink.prices(), sink.keys()),
                    new ClientAddress(settings),
                    sink,
                    RequestEnd.isInstalled(application));
            if (settings.flag("gauger.enabled", true)) {
                sink.routes().follow(table::join);
            }
            sink.open(settings, List.copyOf(declared));
            metering.refuseUnread(settings);
            LOG.log(Level.INFO, "Gauger meters {0} routes of {1}: {2}", metered.size(), name(application), metered);
            return metering;
        } catch (RuntimeException e) {
            throw new ServletException("Gauger cannot start: " + e.getMessage(), e);
        }
    }

    /** A misspelt route would otherwise be served for nothing, without a word. */
    private void refuseUnread(Settings settings) {
        if (!settings.unread().isEmpty()) {
            stop();
            throw new SettingException("no setting, or of no effect beside the others: "
                    + String.join(", ", settings.unread()) + "; docs/configuration.md lists what there is");
        }
    }

    /** What reads and measures a request to this path, which may come in two parts; null if no route meters it. */
    @Nullable
    ReaderPool find(String method, String path, @Nullable String rest) {
        return routes.find(method, path, rest);
    }

    Admission admission() {
        return admission;
    }

    Allowances allowances() {
        return allowances;
    }

    /** Where the request comes from; null if that is not known. */
    @Nullable
    String clientAddress(HttpServletRequest request) {
        try {
            return clientAddress.of(request);
        } catch (RuntimeException | Error e) {
            unknownAddress.happened(e);
            return null;
        }
    }

    /** Something of ours failed before a request could run. */
    void couldNotJudge(Throwable why) {
        unjudged.happened(why);
    }

    RecordId ids() {
        return ids;
    }

    /** Whether the container will say when a request has ended, after any error page. */
    boolean tellsEndOfRequest() {
        return tellsEndOfRequest;
    }

    /** Tells the sink that the application is about to run; what goes wrong there is not the application's. */
    Ticket announce(UsageRecord opened, Route route) {
        try {
            return sink.announce(opened, route);
        } catch (RuntimeException | Error e) {
            notAnnounced.happened(e);
            return unannounced;
        }
    }

    /** Prices a record, if prices are known. */
    void rate(UsageRecord record) {
        rating.rate(record);
    }

    /** Takes the record of a request that is not announced. */
    Ticket unannounced() {
        return unannounced;
    }

    void stop() {
        allowances.close();
        sink.close();
        LinkedRecords.forget();
    }

    private static String name(ServletContext application) {
        return application.getContextPath().isEmpty() ? "/" : application.getContextPath();
    }

    /** Those of the settings, replaced or joined by those of the application's route sources. */
    private static Collection<Route> routes(Settings settings) {
        Map<String, Route> routes = new LinkedHashMap<>();
        settings.startingWith("gauger.route.")
                .forEach((id, notation) -> routes.put(id, RouteNotation.parse(id, notation)));
        Map<String, Route> fromSources = new LinkedHashMap<>();
        for (RouteSource source : Extensions.services(RouteSource.class)) {
            for (Route route : source.routes()) {
                if (fromSources.put(route.id(), route) != null) {
                    throw new SettingException("two beans of the application make a route with the id " + route.id());
                }
            }
        }
        routes.putAll(fromSources);
        return routes.values();
    }
}
