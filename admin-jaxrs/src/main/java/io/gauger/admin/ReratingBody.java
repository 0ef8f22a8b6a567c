package io.gauger.admin;

import io.gauger.rerate.ReratingOrder;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client says is to be priced anew. */
final class ReratingBody {
    private static final Set<String> FIELDS = Set.of("from", "to", "account_id", "reason", "dry_run");

    private final JsonBody body;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final @Nullable String account;
    private final @Nullable String reason;
    private final boolean dryRun;

    /**
     * Reads it.
     *
     * @param now behind which no period ends
     * @throws ProblemException if it is none
     */
    ReratingBody(InputStream sent, Instant now) {
        body = new JsonBody(sent, FIELDS);
        from = body.instant("from");
        to = body.instant("to");
        account = body.textOrNull("account_id", 255);
        reason = body.text("reason", ReratingOrder.LONGEST_REASON);
        dryRun = Boolean.TRUE.equals(body.truth("dry_run"));
        requireInstant("from", from);
        requireInstant("to", to);
        if (!dryRun) {
            body.require("reason");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            body.reject("from", "must be before 'to'");
        }
        if (to != null && to.isAfter(now)) {
            body.reject(
                    "to", "must not lie in the future, where records are still to come; it is " + Timestamps.text(now));
        }
        body.check();
    }

    String sent() {
        return body.sent();
    }

    boolean isDryRun() {
        return dryRun;
    }

    /** What is to be done, as far as records are kept. */
    ReratingOrder order(@Nullable Instant keptFrom) {
        Instant start = from == null ? Instant.EPOCH : from;
        if (keptFrom != null && start.isBefore(keptFrom)) {
            body.reject(
                    "from",
                    "must not be before " + Timestamps.text(keptFrom)
                            + ", from when on records are kept (gauger.retention-days)");
            body.check();
        }
        return new ReratingOrder(start, to == null ? start : to, account, reason == null ? "" : reason);
    }

    private void requireInstant(String name, @Nullable Instant value) {
        if (value == null && !body.isRefused(name)) {
            body.reject(name, "is missing");
        }
    }
}
