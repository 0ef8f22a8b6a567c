package io.gauger.admin;

import jakarta.ws.rs.Consumes;
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

/** The paths of ledgers. It is public because JAX-RS calls its methods. */
public abstract class LedgerApi extends AlertsApi {
    private static final String LEDGER = LedgerResource.LEDGER;
    private static final String ADJUSTMENTS = LedgerResource.ADJUSTMENTS;

    LedgerApi(Permitted gauger, Call call, Clock clock) {
        super(gauger, call, clock);
    }

    /** A page of an account's ledger, newest first, and its balance. */
    @GET
    @Path(LEDGER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response ledger(@PathParam("id") String id) {
        return new LedgerResource(gauger, call).list(id);
    }

    /** Adds to an account's ledger by hand. */
    @POST
    @Path(ADJUSTMENTS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response adjust(@PathParam("id") String id, InputStream body) {
        return new LedgerResource(gauger, call).adjust(id, body);
    }

    /** The methods of {@link #ledger}. */
    @OPTIONS
    @Path(LEDGER)
    public Response ledgerMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #adjust}. */
    @OPTIONS
    @Path(ADJUSTMENTS)
    public Response adjustMethods() {
        return Answer.postMethods();
    }
}
