package io.gauger.filter;

import io.gauger.admit.Admission.Decision;
import io.gauger.admit.Admission.Refused;
import io.gauger.admit.ProvidersAndModels;
import io.gauger.admit.RefusalReason;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Allowance;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures every request of a metered route where it happens and hands a record of it to the sink, once, when the
 * response has ended. The response is the application's own, byte for byte. A request of no metered route passes with
 * the untouched request and response objects.
 *
 * <p>It must be mapped to the dispatchers REQUEST, ASYNC and ERROR with async support, as the web fragment of its JAR
 * does. Its settings are its init-params and those of the application, see {@link Settings}.
 */
public final class MeteringFilter implements Filter {
    private @Nullable Metering metering;

    /** Made by the container. */
    public MeteringFilter() {}

    /** Starts metering; a setting that cannot be used keeps the application from starting, with the reason. */
    @Override
    public void init(FilterConfig config) throws ServletException {
        metering = MeteringStart.take(config.getServletContext(), config.getFilterName());
        if (metering != null) {
            return;
        }
        Map<String, String> parameters = new HashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            parameters.put(name, config.getInitParameter(name));
        }
        metering = Metering.start(config.getServletContext(), parameters);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (metering != null
                && request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse) {
            filter(metering, httpRequest, httpResponse, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Writes out what is left. */
    @Override
    public void destroy() {
        if (metering != null) {
            metering.stop();
            metering = null;
        }
    }

    private static void filter(
            Metering metering, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            filterFirst(metering, request, response, chain);
            return;
        }
        MeteredExchange known = MeteredExchange.of(request);
        if (known != null && request.getDispatcherType() == DispatcherType.ERROR) {
            known.dispatchError(request, response, chain);
        } else if (known != null && request.getDispatcherType() == DispatcherType.ASYNC) {
            known.dispatchAsync(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** What no route meters costs only this question; only then it is asked whether another of our filters was faster. */
    private static void filterFirst(
            Metering metering, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // decoded, without context path, query and path parameters
        String path = request.getServletPath();
        String info = request.getPathInfo();
        if (info != null && !info.startsWith("/")) {
            path = path + info;
            info = null;
        }
        ReaderPool found = metering.find(request.getMethod(), path, info);
        if (found == null || MeteredExchange.of(request) != null) {
            chain.doFilter(request, response);
        } else {
            admit(metering, found, info == null ? path : path + info, request, response, chain);
        }
    }

    private static void admit(
            Metering metering,
            ReaderPool found,
            String path,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        long epochMilli = System.currentTimeMillis();
        long startedNanos = System.nanoTime();
        Route route = found.meter().route();
        String clientAddress = metering.clientAddress().of(request);
        RequestModel model = found.requestModel();
        RequestModel.Question asked = model == null ? null : model.of(request, path);
        Decision decision = metering.admission().decide(request, route, clientAddress);
        UsageRecord record = new UsageRecord(
                metering.ids().next(epochMilli),
                epochMilli,
                decision.caller(),
                route.id(),
                route.path().text(),
                request.getMethod(),
                path,
                clientAddress,
                request.getHeader("User-Agent"));
        LimitFields.tell(decision.standing(), epochMilli, response);
        if (decision instanceof Refused refused) {
            MeteredExchange exchange =
                    exchange(metering, found, record, metering::record, startedNanos, request, decision);
            exchange.refused(refused, refused.reason().status());
            Refusal.answer(refused, epochMilli, request, response);
            return;
        }
        Allowance allowance = metering.allowances().admit(decision.caller().accountId(), decision.key(), epochMilli);
        AllowanceFields.set(allowance, epochMilli, response);
        RefusalReason reason = allowance.refusal();
        if (reason != null) {
            MeteredExchange exchange =
                    exchange(metering, found, record, metering::record, startedNanos, request, decision);
            exchange.refused(refused(reason, decision), allowance.status());
            Refusal.answer(reason, allowance, request, response);
            return;
        }
        MeteredExchange exchange = null;
        try {
            // may read the request, which is for those alone whom no limit refuses
            reason = ProvidersAndModels.refusal(decision.key(), route.provider(), asked == null ? () -> null : asked);
            if (reason == null) {
                String askedModel = asked == null ? null : asked.get();
                Ticket ticket = metering.announce(record, route);
                exchange = exchange(metering, found, record, ticket, startedNanos, request, decision);
                exchange.asked(decision.key(), askedModel);
                exchange.hold(allowance.held(), allowance.untold());
            }
        } finally {
            if (exchange == null) {
                allowance = metering.allowances().withdraw(allowance);
            }
        }
        if (exchange != null) {
            exchange.run(asked == null ? request : asked.request(), response, chain);
        } else if (reason != null) {
            AllowanceFields.set(allowance, epochMilli, response);
            Refused refused = refused(reason, decision);
            exchange = exchange(metering, found, record, metering::record, startedNanos, request, decision);
            exchange.asked(null, asked == null ? null : asked.known());
            exchange.refused(refused, reason.status());
            Refusal.answer(refused, epochMilli, request, response);
        }
    }

    /** What speaks against a request that admission has nothing against. */
    private static Refused refused(RefusalReason reason, Decision admitted) {
        return new Refused(reason, admitted.caller(), admitted.callerUnknown(), admitted.standing());
    }

    private static MeteredExchange exchange(
            Metering metering,
            ReaderPool found,
            UsageRecord record,
            Ticket ticket,
            long startedNanos,
            HttpServletRequest request,
            Decision decision) {
        return new MeteredExchange(metering, found, record, ticket, startedNanos, request, decision);
    }
}
