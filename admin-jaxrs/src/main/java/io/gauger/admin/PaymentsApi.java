package io.gauger.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The paths of credits that are bought. It is public because JAX-RS calls its methods. */
public abstract class PaymentsApi {
    private static final String PACKAGES = CreditPackagesResource.PATH;
    private static final String PURCHASES = PurchasesResource.PATH;
    private static final String PURCHASE = PURCHASES + "/{id}";
    private static final String REFUND = PURCHASES + "/{id}/refund";
    private static final String STRIPE = WebhookResource.PATH;

    final Permitted gauger;
    final Call call;
    final Clock clock;

    PaymentsApi(Permitted gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** What is sold. */
    @GET
    @Path(PACKAGES)
    @Produces(MediaType.APPLICATION_JSON)
    public Response creditPackages() {
        return new CreditPackagesResource(gauger, call).list();
    }

    /** A page of purchases, newest first. */
    @GET
    @Path(PURCHASES)
    @Produces(MediaType.APPLICATION_JSON)
    public Response purchases() {
        return new PurchasesResource(gauger, call).list();
    }

    /** Buys credits. */
    @POST
    @Path(PURCHASES)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response buyCredits(InputStream body) {
        return new PurchasesResource(gauger, call).create(body);
    }

    /** One purchase. */
    @GET
    @Path(PURCHASE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response purchase(@PathParam("id") String id) {
        return new PurchasesResource(gauger, call).read(id);
    }

    /** Gives money of a purchase back. */
    @POST
    @Path(REFUND)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response refundPurchase(@PathParam("id") String id, InputStream body) {
        return new PurchasesResource(gauger, call).refund(id, body);
    }

    /** What Stripe tells. */
    @POST
    @Path(STRIPE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response stripeEvent(
            @HeaderParam(WebhookResource.STRIPE_SIGNATURE) @Nullable String signature, InputStream body) {
        return new WebhookResource(gauger).receive(body, signature);
    }

    /** The methods of {@link #creditPackages}. */
    @OPTIONS
    @Path(PACKAGES)
    public Response creditPackagesMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #purchases}. */
    @OPTIONS
    @Path(PURCHASES)
    public Response purchasesMethods() {
        return Answer.methods("POST");
    }

    /** The methods of {@link #purchase}. */
    @OPTIONS
    @Path(PURCHASE)
    public Response purchaseMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #refundPurchase}. */
    @OPTIONS
    @Path(REFUND)
    public Response refundPurchaseMethods() {
        return Answer.postMethods();
    }

    /** The methods of {@link #stripeEvent}. */
    @OPTIONS
    @Path(STRIPE)
    public Response stripeEventMethods() {
        return Answer.postMethods();
    }
}
