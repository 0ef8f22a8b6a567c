package io.gauger.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;

/** The paths of plans, budgets and operator tokens. It is public because JAX-RS calls its methods. */
public abstract class PlansApi {
    static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String PLANS = PlansResource.PATH;
    private static final String PLAN = PLANS + "/{id}";
    private static final String BUDGET = AccountsResource.PATH + "/{id}/budget";
    private static final String TOKENS = OperatorTokensResource.PATH;
    private static final String TOKEN = TOKENS + "/{id}";

    final Permitted gauger;
    final Call call;
    final Clock clock;

    PlansApi(Permitted gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** A page of plans. */
    @GET
    @Path(PLANS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response plans() {
        return new PlansResource(gauger, call).list();
    }

    /** Makes a plan. */
    @POST
    @Path(PLANS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response createPlan(InputStream body) {
        return new PlansResource(gauger, call).create(body);
    }

    /** One plan. */
    @GET
    @Path(PLAN)
    @Produces(MediaType.APPLICATION_JSON)
    public Response plan(@PathParam("id") String id) {
        return new PlansResource(gauger, call).read(id);
    }

    /** Changes a plan. */
    @PATCH
    @Path(PLAN)
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Produces(MediaType.APPLICATION_JSON)
    public Response changePlan(@PathParam("id") String id, InputStream body) {
        return new PlansResource(gauger, call).change(id, body);
    }

    /** Removes a plan. */
    @DELETE
    @Path(PLAN)
    @Produces(MediaType.APPLICATION_JSON)
    public Response deletePlan(@PathParam("id") String id) {
        return new PlansResource(gauger, call).delete(id);
    }

    /** How the budget of an account stands. */
    @GET
    @Path(BUDGET)
    @Produces(MediaType.APPLICATION_JSON)
    public Response budget(@PathParam("id") String id) {
        return new BudgetResource(gauger, call, clock).read(id);
    }

    /** Sets the budget of an account. */
    @PUT
    @Path(BUDGET)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response setBudget(@PathParam("id") String id, InputStream body) {
        return new BudgetResource(gauger, call, clock).set(id, body);
    }

    /** Takes the budget of an account away. */
    @DELETE
    @Path(BUDGET)
    @Produces(MediaType.APPLICATION_JSON)
    public Response deleteBudget(@PathParam("id") String id) {
        return new BudgetResource(gauger, call, clock).delete(id);
    }

    /** A page of operator tokens. */
    @GET
    @Path(TOKENS)
    @Produces(MediaType.APPLICATION_JSON)
    public Response operatorTokens() {
        return new OperatorTokensResource(gauger, call, clock).list();
    }

    /** Makes an operator token. */
    @POST
    @Path(TOKENS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response createOperatorToken(InputStream body) {
        return new OperatorTokensResource(gauger, call, clock).create(body);
    }

    /** One operator token. */
    @GET
    @Path(TOKEN)
    @Produces(MediaType.APPLICATION_JSON)
    public Response operatorToken(@PathParam("id") String id) {
        return new OperatorTokensResource(gauger, call, clock).read(id);
    }

    /** Changes an operator token. */
    @PATCH
    @Path(TOKEN)
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @Produces(MediaType.APPLICATION_JSON)
    public Response changeOperatorToken(@PathParam("id") String id, InputStream body) {
        return new OperatorTokensResource(gauger, call, clock).change(id, body);
    }

    /** Revokes an operator token. */
    @DELETE
    @Path(TOKEN)
    @Produces(MediaType.APPLICATION_JSON)
    public Response revokeOperatorToken(@PathParam("id") String id) {
        return new OperatorTokensResource(gauger, call, clock).revoke(id);
    }

    /** The methods of {@link #plans}. */
    @OPTIONS
    @Path(PLANS)
    public Response plansMethods() {
        return Answer.methods("POST");
    }

    /** The methods of {@link #plan}. */
    @OPTIONS
    @Path(PLAN)
    public Response planMethods() {
        return Answer.methods("DELETE, PATCH");
    }

    /** The methods of {@link #budget}. */
    @OPTIONS
    @Path(BUDGET)
    public Response budgetMethods() {
        return Answer.methods("DELETE, PUT");
    }

    /** The methods of {@link #operatorTokens}. */
    @OPTIONS
    @Path(TOKENS)
    public Response operatorTokensMethods() {
        return Answer.methods("POST");
    }

    /** The methods of {@link #operatorToken}. */
    @OPTIONS
    @Path(TOKEN)
    public Response operatorTokenMethods() {
        return Answer.methods("DELETE, PATCH");
    }
}
