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

/** The paths of what was used, and of how metering is doing. It is public because JAX-RS calls its methods. */
public abstract class UsageApi extends LedgerApi {
    private static final String USAGE = "v1/usage";
    private static final String INVOICE = "v1/accounts/{id}/invoice";
    private static final String RECORDS = "v1/records";
    private static final String EXPORT = "v1/records/export";
    private static final String RECORD = "v1/records/{id}";
    private static final String RECONCILIATION = "v1/reconciliation";
    private static final String HEALTH = "v1/health";
    private static final String DEAD_LETTERS = "v1/dead-letters";
    private static final String REDRIVE = "v1/dead-letters/{id}/redrive";

    UsageApi(Permitted gauger, Call call, Clock clock) {
        super(gauger, call, clock);
    }

    /** Totals of a range, grouped as wanted. */
    @GET
    @Path(USAGE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response usage() {
        return new UsageResource(gauger.toReadOwn(), call, clock).read();
    }

    /** What an account owes for a month. */
    @GET
    @Path(INVOICE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response invoice(@PathParam("id") String id) {
        return new InvoiceResource(gauger.toReadOwn(), call).read(id);
    }

    /** The methods of {@link #invoice}. */
    @OPTIONS
    @Path(INVOICE)
    public Response invoiceMethods() {
        return Answer.readMethods();
    }

    /** A page of usage records, newest first. */
    @GET
    @Path(RECORDS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response records() {
        return new RecordsResource(gauger.toReadOwn(), call).list();
    }

    /** All usage records that match. */
    @GET
    @Path(EXPORT)
    @Produces(MediaType.WILDCARD)
    public Response exportRecords() {
        return new RecordExport(gauger.toReadOwn(), call).write();
    }

    /** One usage record. */
    @GET
    @Path(RECORD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response record(@PathParam("id") String id) {
        return new RecordsResource(gauger.toReadOwn(), call).read(id);
    }

    /** Whether journal, records and rollups of a range agree. */
    @GET
    @Path(RECONCILIATION)
    @Produces(MediaType.APPLICATION_JSON)
    public Response reconciliation() {
        return new ReconciliationResource(gauger.toRead(), call, clock).read();
    }

    /** How metering is doing. */
    @GET
    @Path(HEALTH)
    @Produces(MediaType.APPLICATION_JSON)
    public Response health() {
        return new HealthResource(gauger.toRead(), call, clock).read();
    }

    /** A page of the records that the database refused. */
    @GET
    @Path(DEAD_LETTERS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response deadLetters() {
        return new DeadLettersResource(gauger.toRead().deadLetters(), call).list();
    }

    /** Tries to write one of them again. */
    @POST
    @Path(REDRIVE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response redrive(@PathParam("id") String id) {
        return new DeadLettersResource(gauger.toWrite().deadLetters(), call).redrive(id);
    }

    /** The methods of {@link #usage}. */
    @OPTIONS
    @Path(USAGE)
    public Response usageMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #records}. */
    @OPTIONS
    @Path(RECORDS)
    public Response recordsMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #exportRecords}. */
    @OPTIONS
    @Path(EXPORT)
    public Response exportRecordsMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #record}. */
    @OPTIONS
    @Path(RECORD)
    public Response recordMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #reconciliation}. */
    @OPTIONS
    @Path(RECONCILIATION)
    public Response reconciliationMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #health}. */
    @OPTIONS
    @Path(HEALTH)
    public Response healthMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #deadLetters}. */
    @OPTIONS
    @Path(DEAD_LETTERS)
    public Response deadLettersMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #redrive}. */
    @OPTIONS
    @Path(REDRIVE)
    public Response redriveMethods() {
        return Answer.postMethods();
    }
}
