package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.account.Administration;
import io.gauger.account.Directory;
import io.gauger.account.Plan;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/plans}: what accounts may use, by id. */
final class PlansResource {
    static final String PATH = "v1/plans";

    private final Permitted gauger;
    private final Call call;

    PlansResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of them; for a customer its own. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::plan);
        parameters.check();
        Scope scope = gauger.toReadOwn();
        Directory directory = scope.gauger().directory();
        List<Plan> found = scope.account() == null
                ? directory.plans(after, limit + 1)
                : own(scope).filter(plan -> after == null || plan.id().compareTo(after) > 0).stream()
                        .toList();
        List<Plan> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? Cursor.ofPlan(page.get(limit - 1).id()) : null;
        List<JsonObject> data = page.stream().map(PlanJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    /** One of them. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        Scope scope = gauger.toReadOwn();
        Optional<Plan> found = scope.account() == null
                ? scope.gauger().directory().plan(id)
                : own(scope).filter(plan -> plan.id().equals(id));
        return found.map(PlansResource::answer).orElseThrow(() -> new ProblemException(Problem.planNotFound()));
    }

    /** Makes one. */
    Response create(InputStream sent) {
        Gauger toWrite = gauger.toWrite();
        OnceOnly once = new OnceOnly(toWrite.administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        PlanBody body = PlanBody.ofNew(sent);
        return once.make("POST " + PATH + "\n" + body.sent(), 201, PATH, changes -> {
            Plan plan = changes.createPlan(body.plan(toWrite.currency()));
            return new OnceOnly.Made(plan.id(), plan.version(), PlanJson.of(plan));
        });
    }

    /** Changes what the body names, for all accounts that have it. */
    Response change(String id, InputStream sent) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        PlanBody body = PlanBody.ofChange(sent);
        Long expected = Preconditions.expected(call.ifMatch());
        return answer(
                administration.change(gauger.actor(), changes -> changes.updatePlan(id, expected, body::applied)));
    }

    /** Removes one that no account has. */
    Response delete(String id) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        Long expected = Preconditions.expected(call.ifMatch());
        administration.change(gauger.actor(), changes -> {
            changes.deletePlan(id, expected);
            return id;
        });
        return Answer.nothing();
    }

    private static Optional<Plan> own(Scope scope) {
        Directory directory = scope.gauger().directory();
        return directory.account(String.valueOf(scope.account())).flatMap(account -> plan(directory, account));
    }

    private static Optional<Plan> plan(Directory directory, Account account) {
        @Nullable String id = account.planId();
        return id == null ? Optional.empty() : directory.plan(id);
    }

    private static Response answer(Plan plan) {
        return Preconditions.tagged(Answer.ok(PlanJson.of(plan)), plan.version())
                .build();
    }
}
