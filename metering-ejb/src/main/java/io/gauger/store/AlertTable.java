package io.gauger.store;

import io.gauger.alert.Alert;
import io.gauger.alert.AlertLevel;
import io.gauger.alert.Alerts;
import io.gauger.alert.Delivery;
import io.gauger.alert.RaisedAlert;
import io.gauger.reserve.Period;
import io.gauger.store.Table.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_alert}, with the deliveries of its rows. */
final class AlertTable {
    private static final String SELECT = "select a.id, a.account_id, a.level, a.amount, a.used, a.currency,"
            + " a.period_start, a.period_end, a.raised_at, " + WebhookDeliveryTable.COLUMNS
            + " from gauger_alert a left join gauger_webhook_delivery d on d.alert_id = a.id";

    private static final Table<Alert> TABLE = Table.named("gauger_alert", Alert::id)
            .column("account_id", Kind.TEXT, Alert::accountId)
            .column("level", Kind.WHOLE, alert -> (long) alert.level().percent())
            .column("amount", Kind.DECIMAL, Alert::amount)
            .column("used", Kind.DECIMAL, Alert::used)
            .column("currency", Kind.TEXT, Alert::currency)
            .column("period_start", Kind.WHOLE, alert -> alert.period().start())
            .column("period_end", Kind.WHOLE, alert -> alert.period().end())
            .column("raised_at", Kind.WHOLE, alert -> alert.raisedAt().toEpochMilli())
            .build();

    private AlertTable() {}

    /** The end belongs to it too, as a day and a month may begin together. */
    static UUID idOf(String account, Period period, AlertLevel level) {
        return new HashedId()
                .text("alert")
                .text(account)
                .number(period.start())
                .number(period.end())
                .number(level.percent())
                .made();
    }

    /**
     * Those that were not there, as they are ordered. They are inserted in the order of their ids: nodes that find the same in
     * another order would wait for each other, which H2 may only notice row by row, each time after its limit.
     */
    static List<Alert> insertMissing(Connection connection, Bulk bulk, List<Alert> alerts) throws SQLException {
        List<Alert> byId = alerts.stream()
                .sorted(Comparator.comparing(Alert::id, IdOrder.OF_DATABASES))
                .toList();
        Set<UUID> inserted = bulk.insertMissing(connection, TABLE, byId, true).stream()
                .map(Alert::id)
                .collect(Collectors.toSet());
        return alerts.stream().filter(alert -> inserted.contains(alert.id())).toList();
    }

    /**
     * Newest first.
     *
     * @param delivered whether those without a delivery are left out
     */
    static List<RaisedAlert> list(
            Connection connection,
            @Nullable String account,
            Delivery.@Nullable Status status,
            boolean delivered,
            Alerts.@Nullable Position after,
            int limit)
            throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        if (account != null) {
            conditions.add("a.account_id = ?");
            values.add(account);
        }
        if (status != null) {
            conditions.add("d.status = ?");
            values.add(WebhookDeliveryTable.column(status));
        }
        if (delivered) {
            conditions.add("d.id is not null");
        }
        if (after != null) {
            conditions.add("(a.raised_at < ? or (a.raised_at = ? and a.id < ?))");
            values.add(after.raisedAt().toEpochMilli());
            values.add(after.raisedAt().toEpochMilli());
            values.add(after.id());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return select(connection, where + " order by a.raised_at desc, a.id desc", values, limit);
    }

    /** The one that it delivers; nothing if there is no such delivery. */
    static Optional<RaisedAlert> ofDelivery(Connection connection, UUID delivery) throws SQLException {
        return select(connection, " where d.id = ?", List.of(delivery), 1).stream()
                .findFirst();
    }

    private static List<RaisedAlert> select(Connection connection, String end, List<Object> values, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + end)) {
            select.setMaxRows(limit);
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            List<RaisedAlert> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Alert alert = new Alert(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            AlertLevel.of(row.getInt(3)),
                            row.getBigDecimal(4),
                            row.getBigDecimal(5),
                            row.getString(6),
                            new Period(row.getLong(7), row.getLong(8)),
                            Instant.ofEpochMilli(row.getLong(9)));
                    found.add(new RaisedAlert(alert, WebhookDeliveryTable.read(row, 10)));
                }
            }
            return found;
        }
    }
}
