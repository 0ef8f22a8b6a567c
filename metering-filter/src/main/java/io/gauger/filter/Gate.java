package io.gauger.filter;

import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Admission.Decision;
import io.gauger.admit.Admission.Refused;
import io.gauger.admit.KnownKey;
import io.gauger.admit.ProvidersAndModels;
import io.gauger.admit.RefusalReason;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Allowance;
import io.gauger.route.Route;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request of a metered route through to the application, or answers that it may not run, in the order of
 * docs/decisions/0013. What goes wrong of ours on the way is neither the application's nor the container's: each step says what a
 * fault of it means, and what is left over is decided in {@link #pass}.
 */
final class Gate {
    private Gate() {}

    static void pass(
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
        String clientAddress = metering.clientAddress(request);
        Decision decision = metering.admission().decide(request, route, clientAddress);
        RequestModel model = found.requestModel();
        RequestModel.Question asked = model == null ? null : model.of(request, path);
        MeteredExchange exchange = null;
        boolean runs;
        try {
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
            exchange = new MeteredExchange(metering, found, record, startedNanos, request, decision);
            runs = judge(metering, exchange, decision, asked, epochMilli, request, response);
        } catch (RuntimeException | Error e) {
            metering.couldNotJudge(e);
            // whoever is known may have limits
            runs = decision instanceof Admitted && decision.caller().accountId() == null;
            if (!runs) {
                refuse(exchange, RefusalReason.NOT_JUDGED, decision, request, response);
            }
        }
        if (runs) {
            HttpServletRequest replayed = asked == null ? request : asked.request();
            if (exchange == null) {
                chain.doFilter(replayed, response);
            } else {
                exchange.run(replayed, response, chain);
            }
        }
    }

    /** Whether the request may run; if not, it is answered. */
    private static boolean judge(
            Metering metering,
            MeteredExchange exchange,
            Decision decision,
            RequestModel.@Nullable Question asked,
            long epochMilli,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        LimitFields.tell(decision.standing(), epochMilli, response);
        if (decision instanceof Refused refused) {
            exchange.refused(refused, refused.reason().status());
            Refusal.answer(refused, epochMilli, request, response);
            return false;
        }
        Allowance allowance = metering.allowances().admit((Admitted) decision, epochMilli);
        RefusalReason reason = allowance.refusal();
        if (reason != null) {
            AllowanceFields.set(allowance, epochMilli, response);
            exchange.refused(refused(reason, decision), allowance.status());
            Refusal.answer(reason, allowance, request, response);
            return false;
        }
        boolean held = false;
        try {
            // may read the request, which is for those alone whom no limit refuses
            reason = refusal(exchange.route(), decision.key(), asked);
            if (reason == null) {
                exchange.asked(decision.key(), asked == null ? null : asked.get());
                exchange.announce();
                exchange.hold(
                        allowance.held(),
                        allowance.untold() || !decision.standing().known());
                AllowanceFields.set(allowance, epochMilli, response);
                held = true;
                return true;
            }
        } finally {
            if (!held) {
                allowance = metering.allowances().withdraw(allowance);
            }
        }
        AllowanceFields.set(allowance, epochMilli, response);
        exchange.asked(null, asked == null ? null : asked.known());
        refuse(exchange, reason, decision, request, response);
        return false;
    }

    /** What provider and model say; a key that is limited to models is no good where the model cannot be read by a fault of ours. */
    private static @Nullable RefusalReason refusal(
            Route route, @Nullable KnownKey key, RequestModel.@Nullable Question asked) {
        RefusalReason reason = ProvidersAndModels.refusal(key, route.provider(), asked == null ? () -> null : asked);
        boolean unanswered = key != null && !key.allowedModels().isEmpty() && asked != null && asked.isUnanswered();
        return reason == null && unanswered ? RefusalReason.NOT_JUDGED : reason;
    }

    private static void refuse(
            @Nullable MeteredExchange exchange,
            RefusalReason reason,
            Decision decision,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Refused refused = refused(reason, decision);
        if (exchange != null) {
            exchange.refused(refused, reason.status());
        }
        Refusal.answer(refused, System.currentTimeMillis(), request, response);
    }

    /** What speaks against a request that admission has nothing against. */
    private static Refused refused(RefusalReason reason, Decision admitted) {
        return new Refused(reason, admitted.caller(), admitted.callerUnknown(), admitted.standing());
    }
}
