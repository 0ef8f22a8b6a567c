package io.gauger.alert;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the receiver gets: the same bytes with each attempt. */
final class AlertPayload {
    static final String TYPE = "budget.threshold_reached";

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private AlertPayload() {}

    static String of(Alert alert) {
        JsonObjectBuilder data = JSON.createObjectBuilder()
                .add("alert_id", alert.id().toString())
                .add("account_id", alert.accountId())
                .add("alert", alert.level().name())
                .add("level", alert.level().percent());
        BigDecimal percentage = alert.percentage();
        if (percentage == null) {
            data.addNull("percentage");
        } else {
            data.add("percentage", percentage);
        }
        data.add("amount", text(alert.amount())).add("used", text(alert.used())).add("currency", alert.currency());
        time(data, "period_start", alert.periodStart());
        time(data, "period_end", alert.periodEnd());
        return JSON.createObjectBuilder()
                .add("type", TYPE)
                .add("timestamp", MILLIS.format(alert.raisedAt()))
                .add("data", data)
                .build()
                .toString();
    }

    private static void time(JsonObjectBuilder object, String name, @Nullable Instant time) {
        if (time == null) {
            object.addNull(name);
        } else {
            object.add(name, MILLIS.format(time));
        }
    }

    private static String text(BigDecimal money) {
        return money.stripTrailingZeros().toPlainString();
    }
}
