package io.gauger.store;

import io.gauger.alert.AlertStore.Outcome;
import io.gauger.alert.Alerts;
import io.gauger.alert.Delivery;
import io.gauger.store.Table.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_webhook_delivery}. Times are by the database's clock, in milliseconds since 1970-01-01T00:00Z. */
final class WebhookDeliveryTable {
    /** As {@link #read} takes them. */
    static final String COLUMNS = "d.id, d.status, d.attempts, d.created_at, d.next_attempt, d.last_attempt,"
            + " d.last_status, d.last_error";

    private static final int LONGEST_ERROR = 512;
    private static final String PENDING = column(Delivery.Status.PENDING);
    private static final String DEAD = column(Delivery.Status.DEAD);

    private static final Table<Made> TABLE = Table.named("gauger_webhook_delivery", Made::id)
            .column("alert_id", Kind.ID, Made::alert)
            .column("status", Kind.TEXT, made -> PENDING)
            .column("attempts", Kind.WHOLE, made -> 0L)
            .column("created_at", Kind.WHOLE, Made::now)
            .column("next_attempt", Kind.WHOLE, Made::now)
            .column("leased_until", Kind.WHOLE, made -> 0L)
            .build();

    private WebhookDeliveryTable() {}

    /** A new one, due at once. */
    record Made(UUID id, UUID alert, long now) {}

    static String column(Delivery.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static void insert(Connection connection, Bulk bulk, List<Made> deliveries) throws SQLException {
        bulk.insert(connection, TABLE, deliveries);
    }

    /** Those that wait, are due, and that no node has; those due longest first. */
    static List<UUID> due(Connection connection, long now, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from gauger_webhook_delivery"
                + " where status = ? and next_attempt <= ? and leased_until <= ? order by next_attempt, id")) {
            select.setMaxRows(most);
            select.setString(1, PENDING);
            select.setLong(2, now);
            select.setLong(3, now);
            List<UUID> due = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    due.add(row.getObject(1, UUID.class));
                }
            }
            return due;
        }
    }

    /** How many wait and how many are dead. */
    static Alerts.Counts count(Connection connection) throws SQLException {
        long pending = 0;
        long dead = 0;
        try (PreparedStatement select = connection.prepareStatement(
                "select status, count(*) from gauger_webhook_delivery where status in (?, ?) group by status")) {
            select.setString(1, PENDING);
            select.setString(2, DEAD);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (PENDING.equals(row.getString(1))) {
                        pending = row.getLong(2);
                    } else {
                        dead = row.getLong(2);
                    }
                }
            }
        }
        return new Alerts.Counts(pending, dead);
    }

    /** Begins an attempt, in a transaction that read nothing before; whether it was due, and nobody else's. */
    static boolean lease(Connection connection, UUID id, long now, long until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_webhook_delivery"
                + " set attempts = attempts + 1, leased_until = ?"
                + " where id = ? and status = ? and next_attempt <= ? and leased_until <= ?")) {
            update.setLong(1, until);
            update.setObject(2, id);
            update.setString(3, PENDING);
            update.setLong(4, now);
            update.setLong(5, now);
            return update.executeUpdate() == 1;
        }
    }

    /** Ends this attempt; of one that is over, or that another node began meanwhile, nothing is changed. */
    static void finish(Connection connection, UUID id, int attempt, Outcome outcome, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_webhook_delivery"
                + " set status = ?, next_attempt = ?, leased_until = 0, last_attempt = ?, last_status = ?,"
                + " last_error = ? where id = ? and status = ? and attempts = ? and leased_until > 0")) {
            update.setString(1, column(outcome.status()));
            update.setLong(2, now + outcome.pause().toMillis());
            update.setLong(3, now);
            update.setObject(4, outcome.lastStatus(), Types.INTEGER);
            update.setString(5, ColumnText.optional(outcome.lastError(), LONGEST_ERROR));
            update.setObject(6, id);
            update.setString(7, PENDING);
            update.setInt(8, attempt);
            update.executeUpdate();
        }
    }

    /** Makes one due at once that is dead or waits, and that nobody is sending; it begins with all attempts before it. */
    static void revive(Connection connection, UUID id, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_webhook_delivery"
                + " set status = ?, attempts = 0, next_attempt = ?, leased_until = 0"
                + " where id = ? and status in (?, ?) and leased_until <= ?")) {
            update.setString(1, PENDING);
            update.setLong(2, now);
            update.setObject(3, id);
            update.setString(4, PENDING);
            update.setString(5, DEAD);
            update.setLong(6, now);
            update.executeUpdate();
        }
    }

    /** From a row that has {@link #COLUMNS} from this place on; null if it has none. */
    static @Nullable Delivery read(ResultSet row, int first) throws SQLException {
        UUID id = row.getObject(first, UUID.class);
        if (id == null) {
            return null;
        }
        long last = row.getLong(first + 5);
        Instant lastAttempt = row.wasNull() ? null : Instant.ofEpochMilli(last);
        int answered = row.getInt(first + 6);
        Integer lastStatus = row.wasNull() ? null : answered;
        return new Delivery(
                id,
                Delivery.Status.valueOf(row.getString(first + 1).toUpperCase(Locale.ROOT)),
                row.getInt(first + 2),
                Instant.ofEpochMilli(row.getLong(first + 3)),
                Instant.ofEpochMilli(row.getLong(first + 4)),
                lastAttempt,
                lastStatus,
                row.getString(first + 7));
    }
}
