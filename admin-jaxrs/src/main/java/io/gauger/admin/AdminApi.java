package io.gauger.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;

/**
 * The paths of the native API and what is behind each, for one call. They all stand here and in the classes above, and not
 * in sub-resources of their own, since CXF does not lead {@code OPTIONS} to those.
 */
public final class AdminApi extends AlertsApi {
    private static final String USAGE = "v1/usage";
    private static final String RECORDS = "v1/records";
    private static final String RECORD = "v1/records/{id}";
    private static final String ROUTES = RoutesResource.PATH;
    private static final String ROUTE = ROUTES + "/{id}";
    private static final String VALIDATE = "v1/expressions/validate";
    private static final String EVALUATE = "v1/expressions/evaluate";
    private static final String RECONCILIATION = "v1/reconciliation";
    private static final String HEALTH = "v1/health";
    private static final String DEAD_LETTERS = "v1/dead-letters";
    private static final String ACCOUNTS = AccountsResource.PATH;
    private static final String ACCOUNT = ACCOUNTS + "/{id}";
    private static final String KEYS = KeysResource.PATH;
    private static final String KEY = KEYS + "/{id}";
    private static final String ROTATE = KEYS + "/{id}/rotate";
    private static final String KEY_USAGE = KEYS + "/{id}/usage";
    private static final String AUDIT = AuditResource.PATH;
    private static final String REDRIVE = "v1/dead-letters/{id}/redrive";

    AdminApi(Permitted gauger, Call call, Clock clock) {
        super(gauger, call, clock);
    }

    /** A page of accounts. */
    @GET
    @Path(ACCOUNTS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response accounts() {
        return new AccountsResource(gauger, call).list();
    }

    /** Makes an account. */
    @POST
    @Path(ACCOUNTS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response createAccount(InputStream body) {
        return new AccountsResource(gauger, call).create(body);
    }

    /** One account. */
    @GET
    @Path(ACCOUNT)
    @Produces(MediaType.APPLICATION_JSON)
    public Response account(@PathParam("id") String id) {
        return new AccountsResource(gauger, call).read(id);
    }

    /** Changes an account. */
    @PATCH
    @Path(ACCOUNT)
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Produces(MediaType.APPLICATION_JSON)
    public Response changeAccount(@PathParam("id") String id, InputStream body) {
        return new AccountsResource(gauger, call).change(id, body);
    }

    /** Closes an account. */
    @DELETE
    @Path(ACCOUNT)
    @Produces(MediaType.APPLICATION_JSON)
    public Response closeAccount(@PathParam("id") String id) {
        return new AccountsResource(gauger, call).close(id);
    }

    /** A page of keys. */
    @GET
    @Path(KEYS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response keys() {
        return new KeysResource(gauger, call, clock).list();
    }

    /** Makes a key. */
    @POST
    @Path(KEYS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response createKey(InputStream body) {
        return new KeysResource(gauger, call, clock).create(body);
    }

    /** One key. */
    @GET
    @Path(KEY)
    @Produces(MediaType.APPLICATION_JSON)
    public Response key(@PathParam("id") String id) {
        return new KeysResource(gauger, call, clock).read(id);
    }

    /** Changes a key. */
    @PATCH
    @Path(KEY)
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Produces(MediaType.APPLICATION_JSON)
    public Response changeKey(@PathParam("id") String id, InputStream body) {
        return new KeysResource(gauger, call, clock).change(id, body);
    }

    /** Revokes a key. */
    @DELETE
    @Path(KEY)
    @Produces(MediaType.APPLICATION_JSON)
    public Response revokeKey(@PathParam("id") String id) {
        return new KeysResource(gauger, call, clock).revoke(id);
    }

    /** Gives a key a new secret. */
    @POST
    @Path(ROTATE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response rotateKey(@PathParam("id") String id, InputStream body) {
        return new KeysResource(gauger, call, clock).rotate(id, body);
    }

    /** What a key used. */
    @GET
    @Path(KEY_USAGE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response keyUsage(@PathParam("id") String id) {
        return new KeysResource(gauger, call, clock).usage(id);
    }

    /** The methods of {@link #keyUsage}. */
    @OPTIONS
    @Path(KEY_USAGE)
    public Response keyUsageMethods() {
        return Answer.readMethods();
    }

    /** A page of administrative changes. */
    @GET
    @Path(AUDIT)
    @Produces(MediaType.APPLICATION_JSON)
    public Response audit() {
        return new AuditResource(gauger, call).list();
    }

    /** The methods of {@link #accounts}. */
    @OPTIONS
    @Path(ACCOUNTS)
    public Response accountsMethods() {
        return Answer.methods("POST");
    }

    /** The methods of {@link #account}. */
    @OPTIONS
    @Path(ACCOUNT)
    public Response accountMethods() {
        return Answer.methods("DELETE, PATCH");
    }

    /** The methods of {@link #keys}. */
    @OPTIONS
    @Path(KEYS)
    public Response keysMethods() {
        return Answer.methods("POST");
    }

    /** The methods of {@link #key}. */
    @OPTIONS
    @Path(KEY)
    public Response keyMethods() {
        return Answer.methods("DELETE, PATCH");
    }

    /** The methods of {@link #rotateKey}. */
    @OPTIONS
    @Path(ROTATE)
    public Response rotateKeyMethods() {
        return Answer.postMethods();
    }

    /** The methods of {@link #audit}. */
    @OPTIONS
    @Path(AUDIT)
    public Response auditMethods() {
        return Answer.readMethods();
    }

    /** Totals of a range, grouped as wanted. */
    @GET
    @Path(USAGE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response usage() {
        return new UsageResource(gauger.toReadOwn(), call, clock).read();
    }

    /** A page of usage records, newest first. */
    @GET
    @Path(RECORDS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response records() {
        return new RecordsResource(gauger.toReadOwn(), call).list();
    }

    /** One usage record. */
    @GET
    @Path(RECORD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response record(@PathParam("id") String id) {
        return new RecordsResource(gauger.toReadOwn(), call).read(id);
    }

    /** A page of what is metered. */
    @GET
    @Path(ROUTES)
    @Produces(MediaType.APPLICATION_JSON)
    public Response routes() {
        return new RoutesResource(gauger, call).list();
    }

    /** Stores a route. */
    @POST
    @Path(ROUTES)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response createRoute(InputStream body) {
        return new RoutesResource(gauger, call).create(body);
    }

    /** One route. */
    @GET
    @Path(ROUTE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response route(@PathParam("id") String id) {
        return new RoutesResource(gauger, call).read(id);
    }

    /** Changes a stored route. */
    @PATCH
    @Path(ROUTE)
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Produces(MediaType.APPLICATION_JSON)
    public Response changeRoute(@PathParam("id") String id, InputStream body) {
        return new RoutesResource(gauger, call).change(id, body);
    }

    /** Deletes a stored route. */
    @DELETE
    @Path(ROUTE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response deleteRoute(@PathParam("id") String id) {
        return new RoutesResource(gauger, call).delete(id);
    }

    /** The methods of {@link #route}. */
    @OPTIONS
    @Path(ROUTE)
    public Response routeMethods() {
        return Answer.methods("DELETE, PATCH");
    }

    /** Checks an expression. */
    @POST
    @Path(VALIDATE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response validateExpression(InputStream body) {
        return new ExpressionsResource(gauger.toRead(), call).validate(body);
    }

    /** Tries an expression on a sample. */
    @POST
    @Path(EVALUATE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response evaluateExpression(InputStream body) {
        return new ExpressionsResource(gauger.toRead(), call).evaluate(body);
    }

    /** The methods of {@link #validateExpression}. */
    @OPTIONS
    @Path(VALIDATE)
    public Response validateExpressionMethods() {
        return Answer.postMethods();
    }

    /** The methods of {@link #evaluateExpression}. */
    @OPTIONS
    @Path(EVALUATE)
    public Response evaluateExpressionMethods() {
        return Answer.postMethods();
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

    /** The methods of {@link #record}. */
    @OPTIONS
    @Path(RECORD)
    public Response recordMethods() {
        return Answer.readMethods();
    }

    /** The methods of {@link #routes}. */
    @OPTIONS
    @Path(ROUTES)
    public Response routesMethods() {
        return Answer.methods("POST");
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
