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
public final class AdminApi extends UsageApi {
    private static final String ROUTES = RoutesResource.PATH;
    private static final String ROUTE = ROUTES + "/{id}";
    private static final String VALIDATE = "v1/expressions/validate";
    private static final String EVALUATE = "v1/expressions/evaluate";
    private static final String ACCOUNTS = AccountsResource.PATH;
    private static final String ACCOUNT = ACCOUNTS + "/{id}";
    private static final String KEYS = KeysResource.PATH;
    private static final String KEY = KEYS + "/{id}";
    private static final String ROTATE = KEYS + "/{id}/rotate";
    private static final String KEY_USAGE = KEYS + "/{id}/usage";
    private static final String AUDIT = AuditResource.PATH;

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

    /** The methods of {@link #routes}. */
    @OPTIONS
    @Path(ROUTES)
    public Response routesMethods() {
        return Answer.methods("POST");
    }
}
