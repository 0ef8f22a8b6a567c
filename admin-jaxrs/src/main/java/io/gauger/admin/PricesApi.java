package io.gauger.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;

/** The paths of prices and of re-rating. It is public because JAX-RS calls its methods. */
public abstract class PricesApi extends PlansApi {
    private static final String PRICES = PricesResource.PATH;
    private static final String PRICE = PRICES + "/{id}";
    private static final String EFFECTIVE = PRICES + "/effective";
    private static final String UNKNOWN = PRICES + "/unknown";
    private static final String RERATINGS = ReratingsResource.PATH;
    private static final String RERATING = RERATINGS + "/{id}";
    private static final String RERATED = RERATING + "/records";
    private static final String VERIFICATION = RERATINGS + "/verification";

    PricesApi(Permitted gauger, Call call, Clock clock) {
        super(gauger, call, clock);
    }

    /** A page of versions of prices. */
    @GET
    @Path(PRICES)
    @Produces(MediaType.APPLICATION_JSON)
    public Response prices() {
        return new PricesResource(gauger, call, clock).list();
    }

    /** Makes a version of a price. */
    @POST
    @Path(PRICES)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response createPrice(InputStream body) {
        return new PricesResource(gauger, call, clock).create(body);
    }

    /** One version. */
    @GET
    @Path(PRICE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response price(@PathParam("id") String id) {
        return new PricesResource(gauger, call, clock).read(id);
    }

    /** Withdraws a version. */
    @DELETE
    @Path(PRICE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response withdrawPrice(@PathParam("id") String id) {
        return new PricesResource(gauger, call, clock).withdraw(id);
    }

    /** Which price decides. */
    @GET
    @Path(EFFECTIVE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response effectivePrice() {
        return new EffectivePriceResource(gauger, call, clock).read();
    }

    /** What has no price. */
    @GET
    @Path(UNKNOWN)
    @Produces(MediaType.APPLICATION_JSON)
    public Response unknownPrices() {
        return new UnknownPricesResource(gauger.toRead(), call, clock).read();
    }

    /** A page of re-ratings. */
    @GET
    @Path(RERATINGS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response reratings() {
        return new ReratingsResource(gauger, call, clock).list();
    }

    /** Prices a period anew. */
    @POST
    @Path(RERATINGS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response rerate(InputStream body) {
        return new ReratingsResource(gauger, call, clock).create(body);
    }

    /** One re-rating. */
    @GET
    @Path(RERATING)
    @Produces(MediaType.APPLICATION_JSON)
    public Response rerating(@PathParam("id") String id) {
        return new ReratingsResource(gauger, call, clock).read(id);
    }

    /** The records that a re-rating priced otherwise. */
    @GET
    @Path(RERATED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response reratedRecords(@PathParam("id") String id) {
        return new ReratingsResource(gauger, call, clock).records(id);
    }

    /** Whether records cost what their prices say. */
    @GET
    @Path(VERIFICATION)
    @Produces(MediaType.APPLICATION_JSON)
    public Response verifyRating() {
        return new RatingVerificationResource(gauger.toRead(), call, clock).read();
    }

    /** The methods of {@link #prices}. */
    @OPTIONS
    @Path(PRICES)
    public Response pricesMethods() {
        return Answer.methods("POST");
    }

    /** The methods of {@link #price}. */
    @OPTIONS
    @Path(PRICE)
    public Response priceMethods() {
        return Answer.methods("DELETE");
    }

    /** The methods of {@link #effectivePrice}. */
    @OPTIONS
    @Path(EFFECTIVE)
    public Response effectivePriceMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #unknownPrices}. */
    @OPTIONS
    @Path(UNKNOWN)
    public Response unknownPricesMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #reratings}. */
    @OPTIONS
    @Path(RERATINGS)
    public Response reratingsMethods() {
        return Answer.methods("POST");
    }

    /** The methods of {@link #rerating}. */
    @OPTIONS
    @Path(RERATING)
    public Response reratingMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #reratedRecords}. */
    @OPTIONS
    @Path(RERATED)
    public Response reratedRecordsMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #verifyRating}. */
    @OPTIONS
    @Path(VERIFICATION)
    public Response verifyRatingMethods() {
        return Answer.readMethods();
    }
}
