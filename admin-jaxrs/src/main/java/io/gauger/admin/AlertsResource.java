package io.gauger.admin;

import io.gauger.alert.Alert;
import io.gauger.alert.Alerts;
import io.gauger.alert.Delivery;
import io.gauger.alert.RaisedAlert;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/alerts} and {@code /v1/webhook-deliveries}: newest first. */
final class AlertsResource {
    static final String ALERTS = "v1/alerts";
    static final String DELIVERIES = "v1/webhook-deliveries";

    private static final String ACCOUNT = "account_id";
    private static final String STATUS = "status";

    private final Permitted gauger;
    private final Call call;

    AlertsResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of alerts. */
    Response list() {
        Scope scope = gauger.toReadOwn();
        Page page = new Page(ALERTS, Set.of(Paging.LIMIT, Paging.CURSOR, ACCOUNT, STATUS));
        String account = scope.narrowed(page.parameters.value(ACCOUNT));
        boolean own = scope.account() != null;
        return page.of(
                scope.gauger().alerts().list(account, page.status, page.after, page.limit + 1),
                raised -> own ? AlertJson.of(raised.alert()) : AlertJson.of(raised));
    }

    /** A page of deliveries. */
    Response deliveries() {
        Alerts alerts = gauger.toRead().alerts();
        Page page = new Page(DELIVERIES, Set.of(Paging.LIMIT, Paging.CURSOR, STATUS));
        return page.of(alerts.deliveries(page.status, page.after, page.limit + 1), AlertsResource::delivery);
    }

    /** Lets a delivery be tried at once. */
    Response retry(String id) {
        Alerts alerts = gauger.toWrite().alerts();
        new QueryParameters(call.query(), Set.of()).check();
        UUID uuid = RecordParameters.uuid(id);
        RaisedAlert raised = uuid == null ? null : alerts.retry(uuid).orElse(null);
        if (raised == null) {
            throw new ProblemException(Problem.webhookDeliveryNotFound());
        }
        Delivery delivery = raised.delivery();
        if (delivery != null && delivery.status() == Delivery.Status.DELIVERED) {
            throw new ProblemException(Problem.alreadyDelivered());
        }
        return Answer.ok(delivery(raised)).build();
    }

    private static JsonObject delivery(RaisedAlert raised) {
        return AlertJson.of(Objects.requireNonNull(raised.delivery()), raised.alert());
    }

    /** What is asked for of a list. */
    private final class Page {
        private final String path;
        private final QueryParameters parameters;
        private final int limit;
        private final Alerts.@Nullable Position after;
        private final Delivery.@Nullable Status status;

        /** Refuses what cannot be used. */
        Page(String path, Set<String> known) {
            this.path = path;
            parameters = new QueryParameters(call.query(), known);
            limit = Paging.limit(parameters);
            String cursor = parameters.value(Paging.CURSOR);
            after = cursor == null ? null : Cursor.alert(cursor);
            if (cursor != null && after == null) {
                Paging.rejectCursor(parameters);
            }
            status = parameters.constant(STATUS, Delivery.Status.values());
            parameters.check();
        }

        Response of(List<RaisedAlert> found, Function<RaisedAlert, JsonObject> json) {
            List<JsonObject> data = new ArrayList<>();
            found.stream().limit(limit).map(json).forEach(data::add);
            String next = null;
            if (found.size() > limit) {
                Alert last = found.get(limit - 1).alert();
                next = Cursor.ofAlert(new Alerts.Position(last.raisedAt(), last.id()));
            }
            return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(path)), parameters);
        }
    }
}
