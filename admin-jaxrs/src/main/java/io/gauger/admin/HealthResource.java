package io.gauger.admin;

import io.gauger.alert.Alerts;
import io.gauger.journal.JournalState;
import io.gauger.measure.Flag;
import io.gauger.runtime.Gauger;
import io.gauger.runtime.Health;
import io.gauger.usage.StoreUnavailableException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/health}: how metering is doing. The status is 200 also when it is degraded: the application goes on
 * serving then, and a balancer that takes this for the application's health must not make an outage of it.
 */
final class HealthResource {
    private final Gauger gauger;
    private final Health health;
    private final Call call;
    private final Clock clock;

    HealthResource(Gauger gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.health = gauger.health();
        this.call = call;
        this.clock = clock;
    }

    /** The state of this moment. */
    Response read() {
        new QueryParameters(call.query(), Set.of()).check();
        Instant oldest = health.oldestUnwritten();
        return Answer.ok(new JsonFields()
                        .text("status", health.state().name().toLowerCase(Locale.ROOT))
                        .number("backlog", health.backlog())
                        .time("oldest_unwritten", oldest)
                        .number("oldest_unwritten_age_ms", age(oldest))
                        .time("last_write", health.lastWrite())
                        .number("written", health.written())
                        .number("lost", health.lost())
                        .number("writer_errors", health.writerErrors())
                        .text("last_error", health.lastError())
                        .number("dead_letters", deadLetters())
                        .value("webhooks", webhooks())
                        .truth("store_open", health.storeOpen())
                        .value("flags", flags())
                        .value("journal", journal())
                        .value("node", NodesJson.own(health.nodes()))
                        .value("nodes", NodesJson.known(health.nodes()))
                        .toJson())
                .build();
    }

    private JsonObject journal() {
        JournalState journal = health.journal();
        return new JsonFields()
                .text("directory", journal.directory())
                .number("bytes", journal.bytes())
                .number("most_bytes", journal.mostBytes())
                .text("problem", journal.problem())
                .number("unjournaled", journal.unjournaled())
                .number("unwritten_summaries", journal.unwrittenSummaries())
                .number("interrupted", journal.interrupted())
                .list("corrupt", journal.corrupt())
                .toJson();
    }

    /** As far as this node knows; null while the database is not open. */
    private @Nullable Long deadLetters() {
        try {
            return health.storeOpen() ? gauger.deadLetters().count() : null;
        } catch (StoreUnavailableException e) {
            return null;
        }
    }

    /** As far as this node knows; null while the database is not open. */
    private JsonValue webhooks() {
        try {
            if (health.storeOpen()) {
                Alerts.Counts counts = gauger.alerts().counts();
                return new JsonFields()
                        .number("pending", counts.pending())
                        .number("dead", counts.dead())
                        .toJson();
            }
        } catch (StoreUnavailableException e) {
            // not open any more
        }
        return JsonValue.NULL;
    }

    private @Nullable Long age(@Nullable Instant oldest) {
        return oldest == null
                ? null
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis());
    }

    /** All of them, so that a graph of one begins at zero. */
    private JsonObject flags() {
        JsonFields counts = new JsonFields();
        for (Flag flag : Flag.values()) {
            counts.number(flag.wireName(), health.flags().getOrDefault(flag, 0L));
        }
        return counts.toJson();
    }
}
