package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.Plan;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@link StoredChanges} does with plans. */
final class PlanChanges {
    private static final String PLAN = "plan";

    private final Connection connection;
    private final PlanPostings postings;
    private final long change;
    private final Instant now;
    private final AuditNote audit;

    PlanChanges(Connection connection, PlanPostings postings, long change, Instant now, AuditNote audit) {
        this.connection = connection;
        this.postings = postings;
        this.change = change;
        this.now = now;
        this.audit = audit;
    }

    Plan create(Plan given) throws SQLException {
        Plan plan = given.written(now, now, 1);
        if (PlanTable.find(connection, plan.id()).isPresent()) {
            throw new RefusedChange(Reason.PLAN_EXISTS);
        }
        PlanTable.insert(connection, plan, change);
        audit.of(AuditEntry.Action.CREATE, PLAN, plan.id(), null, StateText.of(plan));
        return plan;
    }

    /** What is over is charged as the plan was; nobody can tell that later. */
    Plan update(String id, @Nullable Long expected, UnaryOperator<Plan> update) throws SQLException {
        Plan before = plan(id);
        StoredChanges.check(expected, before.version());
        Plan wanted = update.apply(before);
        if (wanted.equals(before)) {
            return before;
        }
        Plan after = wanted.written(before.createdAt(), now, before.version() + 1);
        List<Account> charged = PlanTerms.isCharged(before) ? AccountTable.ofPlan(connection, id) : List.of();
        for (Account account : charged) {
            postings.leave(account);
        }
        PlanTable.update(connection, after, change);
        if (!PlanTerms.isChargedLike(before, after)) {
            for (Account account : charged) {
                postings.enter(account, before);
            }
        }
        audit.of(AuditEntry.Action.UPDATE, PLAN, id, StateText.of(before), StateText.of(after));
        return after;
    }

    void delete(String id, @Nullable Long expected) throws SQLException {
        Plan before = plan(id);
        StoredChanges.check(expected, before.version());
        if (AccountTable.haveThePlan(connection, id)) {
            throw new RefusedChange(Reason.PLAN_IN_USE);
        }
        PlanTable.delete(connection, id);
        audit.of(AuditEntry.Action.DELETE, PLAN, id, StateText.of(before), null);
    }

    /** Whoever changes an account's plan waits for who deletes the plan, and the other way round. */
    void refuseUnfitPlan(Account account) throws SQLException {
        String id = account.planId();
        if (id == null) {
            return;
        }
        Plan plan = PlanTable.find(connection, id).orElseThrow(() -> new RefusedChange(Reason.NO_PLAN_FOR_ACCOUNT));
        boolean costs = plan.price().signum() != 0 || plan.overagePrice().signum() != 0;
        if (costs && !plan.currency().equals(account.currency())) {
            throw new RefusedChange(Reason.PLAN_IN_OTHER_CURRENCY);
        }
    }

    private Plan plan(String id) throws SQLException {
        return PlanTable.find(connection, id).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_PLAN));
    }
}
