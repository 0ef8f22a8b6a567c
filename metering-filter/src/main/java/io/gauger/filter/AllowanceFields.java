package io.gauger.filter;

import io.gauger.admit.Fault;
import io.gauger.admit.RefusalReason;
import io.gauger.reserve.Allowance;
import io.gauger.reserve.Allowance.Standing;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a client is told of quota, credits and budgets: header fields of every answer, and a refusal's words. */
final class AllowanceFields {
    private static final Fault FAULT = new Fault(
            System.getLogger(AllowanceFields.class.getName()),
            "Telling how quota and money stand",
            "such answers go without these fields");

    private AllowanceFields() {}

    /**
     * Sets {@code X-Quota-*}, as far as it is known, {@code X-Budget-Warning} where there is something to warn of, and
     * {@code Retry-After} where a refusal has an end. Never throws.
     */
    static void set(Allowance allowance, long epochMilli, HttpServletResponse response) {
        try {
            setAll(allowance, epochMilli, response);
        } catch (RuntimeException | Error e) {
            FAULT.happened(e);
        }
    }

    private static void setAll(Allowance allowance, long epochMilli, HttpServletResponse response) {
        Standing quota = allowance.quota();
        if (quota != null) {
            set(response, "X-Quota-Used", quota.used());
            set(response, "X-Quota-Limit", quota.limit());
            set(response, "X-Quota-Remaining", quota.remaining());
            Long reset = quota.resetSecond();
            if (reset != null) {
                response.setHeader("X-Quota-Reset", reset.toString());
            }
        }
        Standing budget = allowance.budget();
        if (budget != null && budget.warns()) {
            response.setHeader("X-Budget-Warning", "approaching_limit");
        }
        Standing refusing = allowance.refusing();
        Long reset = refusing == null ? null : refusing.resetSecond();
        if (reset != null && !isUnknown(allowance.refusal())) {
            // RFC 9110, section 10.2.3, in seconds
            response.setHeader("Retry-After", Long.toString(Math.max(1, reset - Math.floorDiv(epochMilli, 1000L))));
        }
    }

    /** What was used, of what, and when it begins anew. */
    static String detail(RefusalReason reason, @Nullable Standing standing) {
        if (isUnknown(reason) || standing == null) {
            return reason.detail();
        }
        Long reset = standing.resetSecond();
        return what(standing) + plain(standing.limit()) + " " + standing.counted() + ", of which "
                + (standing.used() == null ? "all that there was" : plain(standing.used()))
                + " is used; the request would take more than is left. "
                + (reset == null ? end(reason) : "It begins anew at " + Instant.ofEpochSecond(reset) + ".");
    }

    private static String what(Standing standing) {
        return switch (standing.subject().kind()) {
            case ACCOUNT_REQUESTS, ACCOUNT_UNITS -> "The account's quota is ";
            case ACCOUNT_CREDITS -> "The account was credited ";
            case KEY_SPEND -> "The spend limit of the API key is ";
            case ACCOUNT_BUDGET -> "The account's budget is ";
        };
    }

    private static String end(RefusalReason reason) {
        return reason == RefusalReason.INSUFFICIENT_CREDITS ? "Buy credits to go on." : "It does not begin anew.";
    }

    /** Whether asking again soon may help. */
    static boolean isUnknown(@Nullable RefusalReason reason) {
        return reason == RefusalReason.QUOTA_UNKNOWN || reason == RefusalReason.MONEY_UNKNOWN;
    }

    /** The members of a problem that tell the limit, what is used of it, and when it begins anew. */
    static String told(@Nullable Standing standing) {
        if (standing == null) {
            return "";
        }
        Long reset = standing.resetSecond();
        return member("limit", standing.limit())
                + member("used", standing.used())
                + (standing.subject().kind().isMoney() ? ",\"currency\":\"" + standing.counted() + "\"" : "")
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
