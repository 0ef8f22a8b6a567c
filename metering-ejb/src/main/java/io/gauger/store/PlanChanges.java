package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.Plan;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What is over is charged as the plan was, and so is who has left; nobody can tell that later. */
    Plan update(String id, @Nullable Long expected, UnaryOperator<Plan> update) throws SQLException {
        Plan before = plan(id);
        StoredChanges.check(expected, before.version());
        Plan wanted = update.apply(before);
        if (wanted.equals(before)) {
            return before;
        }
        Plan after = wanted.written(before.createdAt(), now, before.version() + 1);
        if (PlanTerms.isChargedAlike(before, after)) {
            PlanTable.update(connection, after, change);
        } else {
            updateWhatIsCharged(after);
        }
        audit.of(AuditEntry.Action.UPDATE, PLAN, id, StateText.of(before), StateText.of(after));
        return after;
    }

    private void updateWhatIsCharged(Plan after) throws SQLException {
        List<Account> accounts = AccountTable.ofPlan(connection, after.id());
        if (costs(after) && accounts.stream().anyMatch(account -> isOpenInOtherCurrency(account, after))) {
            throw new RefusedChange(Reason.PLAN_OF_OTHER_CURRENCIES);
        }
        Map<Account, Plan> left = leave(accounts);
        PlanTable.update(connection, after, change);
        for (Account account : accounts) {
            postings.enter(account, left.get(account));
        }
    }

    /** The plans that are charged of these, by account. */
    private Map<Account, Plan> leave(List<Account> accounts) throws SQLException {
        // as the writer locks balances
        accounts.sort(Comparator.comparing(account -> BalanceRow.idOf(account.id()), IdOrder.OF_DATABASES));
        Map<Account, Plan> left = new HashMap<>();
        for (Account account : accounts) {
            Plan plan = postings.leave(account);
            if (plan != null) {
                left.put(account, plan);
            }
        }
        return left;
    }

    private static boolean isOpenInOtherCurrency(Account account, Plan plan) {
        return account.status() != Account.Status.CLOSED && !account.currency().equals(plan.currency());
    }

    private static boolean costs(Plan plan) {
        return plan.price().signum() != 0 || plan.overagePrice().signum() != 0;
    }

    /** Those that have it are closed; what they owe by it is charged, as nobody could tell that later either. */
    void delete(String id, @Nullable Long expected) throws SQLException {
        Plan before = plan(id);
        StoredChanges.check(expected, before.version());
        if (AccountTable.haveThePlan(connection, id)) {
            throw new RefusedChange(Reason.PLAN_IN_USE);
        }
        leave(AccountTable.ofPlan(connection, id));
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
        if (costs(plan) && !plan.currency().equals(account.currency())) {
            throw new RefusedChange(Reason.PLAN_IN_OTHER_CURRENCY);
        }
    }

    private Plan plan(String id) throws SQLException {
        return PlanTable.find(connection, id).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_PLAN));
    }
}
