package io.gauger.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** The paths of alerts and webhooks. It is public because JAX-RS calls its methods. */
public abstract class AlertsApi extends PricesApi {
    private static final String ALERTS = AlertsResource.ALERTS;
    private static final String DELIVERIES = AlertsResource.DELIVERIES;
    private static final String RETRY = DELIVERIES + "/{id}/retry";

    AlertsApi(Permitted gauger, Call call, Clock clock) {
        super(gauger, call, clock);
    }

    /** A page of alerts. */
    @GET
    @Path(ALERTS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response alerts() {
        return new AlertsResource(gauger, call).list();
    }

    /** A page of webhooks and how they stand. */
    @GET
    @Path(DELIVERIES)
    @Produces(MediaType.APPLICATION_JSON)
    public Response webhookDeliveries() {
        return new AlertsResource(gauger, call).deliveries();
    }

    /** Tries to deliver one again. */
    @POST
    @Path(RETRY)
    @Produces(MediaType.APPLICATION_JSON)
    public Response retryWebhookDelivery(@PathParam("id") String id) {
        return new AlertsResource(gauger, call).retry(id);
    }

    /** The methods of {@link #alerts}. */
    @OPTIONS
    @Path(ALERTS)
    public Response alertsMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #webhookDeliveries}. */
    @OPTIONS
    @Path(DELIVERIES)
    public Response webhookDeliveriesMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #retryWebhookDelivery}. */
    @OPTIONS
    @Path(RETRY)
    public Response retryWebhookDeliveryMethods() {
        return Answer.postMethods();
    }
}
