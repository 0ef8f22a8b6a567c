package io.gauger.admin;

import io.gauger.alert.Alert;
import io.gauger.alert.Delivery;
import io.gauger.alert.RaisedAlert;
import jakarta.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Alerts and webhooks on the wire. */
final class AlertJson {
    private AlertJson() {}

    /** For operators, with its delivery, which is null if there is none. */
    static JsonObject of(RaisedAlert raised) {
        Delivery delivery = raised.delivery();
        JsonFields fields = fields(raised.alert());
        return (delivery == null
                        ? fields.absent("delivery")
                        : fields.value("delivery", fields(delivery).toJson()))
                .toJson();
    }

    /** For customers, without where the operator's webhooks go. */
    static JsonObject of(Alert alert) {
        return fields(alert).toJson();
    }

    /** With what its alert is about. */
    static JsonObject of(Delivery delivery, Alert alert) {
        return fields(delivery)
                .text("alert_id", alert.id().toString())
                .text("account_id", alert.accountId())
                .number("level", alert.level().percent())
                .toJson();
    }

    private static JsonFields fields(Alert alert) {
        return new JsonFields()
                .text("id", alert.id().toString())
                .text("account_id", alert.accountId())
                .text("alert", alert.level().name())
                .number("level", alert.level().percent())
                .ratio("percentage", alert.percentage())
                .decimal("amount", alert.amount())
                .decimal("used", alert.used())
                .text("currency", alert.currency())
                .time("period_start", alert.periodStart())
                .time("period_end", alert.periodEnd())
                .time("raised_at", alert.raisedAt());
    }

    private static JsonFields fields(Delivery delivery) {
        return new JsonFields()
                .text("id", delivery.id().toString())
                .text("status", delivery.status().name().toLowerCase(Locale.ROOT))
                .number("attempts", delivery.attempts())
                .time("created_at", delivery.createdAt())
                .time("next_attempt", delivery.status() == Delivery.Status.PENDING ? delivery.nextAttempt() : null)
                .time("last_attempt", delivery.lastAttempt())
                .number("last_status", status(delivery))
                .text("last_error", delivery.lastError());
    }

    private static @Nullable Long status(Delivery delivery) {
        Integer status = delivery.lastStatus();
        return status == null ? null : Long.valueOf(status);
    }
}
