package io.gauger.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What the receiver gets, as JSON: the same bytes with each attempt, on each server. */
final class AlertPayload {
    private static final String TYPE = "budget.threshold_reached";
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private AlertPayload() {}

    static String of(Alert alert) {
        BigDecimal percentage = alert.percentage();
        return "{\"type\":" + quoted(TYPE)
                + ",\"timestamp\":" + time(alert.raisedAt())
                + ",\"data\":{\"alert_id\":" + quoted(alert.id().toString())
                + ",\"account_id\":" + quoted(alert.accountId())
                + ",\"alert\":" + quoted(alert.level().name())
                + ",\"level\":" + alert.level().percent()
                + ",\"percentage\":" + (percentage == null ? "null" : plain(percentage))
                + ",\"amount\":" + quoted(plain(alert.amount()))
                + ",\"used\":" + quoted(plain(alert.used()))
                + ",\"currency\":" + quoted(alert.currency())
                + ",\"period_start\":" + time(alert.periodStart())
                + ",\"period_end\":" + time(alert.periodEnd()) + "}}";
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "null" : quoted(MILLIS.format(time));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** RFC 8259, section 7. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
