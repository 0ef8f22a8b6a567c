package io.gauger.store;

import io.gauger.alert.Alert;
import io.gauger.alert.AlertLevel;
import io.gauger.alert.AlertStore;
import io.gauger.alert.Delivery;
import io.gauger.alert.RaisedAlert;
import io.gauger.record.RecordId;
import io.gauger.reserve.Period;
import io.gauger.store.EntityManagers.SqlWork;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Alerts and their deliveries in the database. Safe for concurrent use. */
final class StoredAlerts implements AlertStore {
    /** Longer than an attempt lasts, also where the host's name is found slowly. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int ATTEMPTS = 4;

    /** In the order in which they are asked for, so that levels that are reached at once are told in theirs. */
    private static final RecordId IDS = new RecordId();

    private final EntityManagers managers;
    private final Database database;
    private final LongSupplier milliseconds;
    private volatile Counts counts = new Counts(0, 0);

    /** The milliseconds are asked for where the database has no clock. */
    StoredAlerts(EntityManagers managers, Database database, LongSupplier milliseconds) {
        this.managers = managers;
        this.database = database;
        this.milliseconds = milliseconds;
    }

    @Override
    public Map<String, BigDecimal> spent(Period period, Collection<String> accounts) {
        return managers.change(connection -> Spend.ofAccounts(connection, period, accounts));
    }

    @Override
    public UUID idOf(String account, Period period, AlertLevel level) {
        return AlertTable.idOf(account, period, level);
    }

    @Override
    public List<Alert> raise(List<Alert> alerts, boolean delivered) {
        return changed(connection -> {
            long now = now(connection);
            List<Alert> raised = AlertTable.insertMissing(connection, database.bulk(), alerts);
            if (delivered) {
                WebhookDeliveryTable.insert(
                        connection,
                        database.bulk(),
                        raised.stream()
                                .map(alert -> new WebhookDeliveryTable.Made(IDS.next(now), alert.id(), now))
                                .toList());
            }
            return raised;
        });
    }

    @Override
    public List<UUID> due(int most) {
        return managers.change(connection -> {
            counts = WebhookDeliveryTable.count(connection);
            return counts.pending() == 0
                    ? List.<UUID>of()
                    : WebhookDeliveryTable.due(connection, now(connection), most);
        });
    }

    @Override
    public Optional<Claim> claim(UUID delivery) {
        return changed(connection -> {
            long now = now(connection);
            if (!WebhookDeliveryTable.lease(connection, delivery, now, now + LEASE.toMillis())) {
                return Optional.empty();
            }
            return AlertTable.ofDelivery(connection, delivery)
                    .map(found -> new Claim(delivery, attempts(found), found.alert()));
        });
    }

    @Override
    public void finish(Claim claim, Outcome outcome) {
        changed(connection -> {
            WebhookDeliveryTable.finish(connection, claim.delivery(), claim.attempt(), outcome, now(connection));
            return claim;
        });
    }

    @Override
    public List<RaisedAlert> list(
            @Nullable String account, Delivery.@Nullable Status status, @Nullable Position after, int limit) {
        return managers.query(connection -> AlertTable.list(connection, account, status, false, after, limit));
    }

    @Override
    public List<RaisedAlert> deliveries(Delivery.@Nullable Status status, @Nullable Position after, int limit) {
        return managers.query(connection -> AlertTable.list(connection, null, status, true, after, limit));
    }

    @Override
    public Optional<RaisedAlert> retry(UUID delivery) {
        return changed(connection -> {
            WebhookDeliveryTable.revive(connection, delivery, now(connection));
            return AlertTable.ofDelivery(connection, delivery);
        });
    }

    @Override
    public Counts counts() {
        return counts;
    }

    /** Another node may be in the way. */
    private <T> T changed(SqlWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return managers.change(connection -> {
                    database.beginWriting(connection);
                    return work.with(connection);
                });
            } catch (StoreUnavailableException e) {
                if (FailureKind.of(e) != FailureKind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int attempts(RaisedAlert found) {
        Delivery delivery = found.delivery();
        return delivery == null ? 0 : delivery.attempts();
    }

    private long now(Connection connection) throws SQLException {
        return database.clock(connection, milliseconds);
    }
}
