package io.gauger.filter;

import io.gauger.admit.Fault;
import io.gauger.admit.RefusalReason;
import io.gauger.reserve.QuotaDecision;
import io.gauger.reserve.QuotaDecision.Standing;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a client is told of its quota: header fields of every answer, and a refusal's words. */
final class QuotaFields {
    private static final Fault FAULT = new Fault(
            System.getLogger(QuotaFields.class.getName()),
            "Telling how a quota stands",
            "such answers go without these fields");

    private QuotaFields() {}

    /** Sets {@code X-Quota-*}, as far as it is known, and {@code Retry-After} where a refusal has an end. Never throws. */
    static void set(QuotaDecision decision, long epochMilli, HttpServletResponse response) {
        try {
            Standing standing = decision.standing();
            if (standing != null) {
                set(decision.refusal(), standing, epochMilli, response);
            }
        } catch (RuntimeException | Error e) {
            FAULT.happened(e);
        }
    }

    private static void set(
            @Nullable RefusalReason refusal, Standing standing, long epochMilli, HttpServletResponse response) {
        set(response, "X-Quota-Used", standing.used());
        set(response, "X-Quota-Limit", standing.limit());
        set(response, "X-Quota-Remaining", standing.remaining());
        Long reset = standing.resetSecond();
        if (reset != null) {
            response.setHeader("X-Quota-Reset", reset.toString());
        }
        if (refusal == RefusalReason.QUOTA_EXCEEDED && reset != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, reset - Math.floorDiv(epochMilli, 1000L))));
        }
    }

    /** What was used, of what, and when it begins anew. */
    static String detail(RefusalReason reason, @Nullable Standing standing) {
        if (reason != RefusalReason.QUOTA_EXCEEDED || standing == null) {
            return reason.detail();
        }
        Long reset = standing.resetSecond();
        return "The account's quota is " + plain(standing.limit()) + " " + standing.counted() + ", of which "
                + (standing.used() == null ? "all that there was" : plain(standing.used()))
                + " is used; the request would take more than is left. "
                + (reset == null
                        ? "It does not begin anew."
                        : "It begins anew at " + Instant.ofEpochSecond(reset) + ".");
    }

    /** The members of a problem that tell the limit, what is used of it, and when it begins anew. */
    static String told(@Nullable Standing standing) {
        if (standing == null) {
            return "";
        }
        Long reset = standing.resetSecond();
        return member("limit", standing.limit())
                + member("used", standing.used())
                + (reset == null ? "" : ",\"resets_at\":\"" + Instant.ofEpochSecond(reset) + "\"");
    }

    private static String member(String name, @Nullable BigDecimal value) {
        return value == null ? "" : ",\"" + name + "\":\"" + plain(value) + "\"";
    }

    private static void set(HttpServletResponse response, String name, @Nullable BigDecimal value) {
        if (value != null) {
            response.setHeader(name, plain(value));
        }
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
