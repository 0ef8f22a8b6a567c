package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.Budget;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.admit.KnownBudget;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link StoredChanges} does with budgets. */
final class BudgetChanges {
    private static final String BUDGET = "budget";

    private final Connection connection;
    private final long change;
    private final Instant now;
    private final AuditNote audit;

    BudgetChanges(Connection connection, long change, Instant now, AuditNote audit) {
        this.connection = connection;
        this.change = change;
        this.now = now;
        this.audit = audit;
    }

    Optional<Budget> find(String accountId) throws SQLException {
        return BudgetTable.find(connection, accountId)
                .filter(row -> !row.deleted())
                .map(BudgetTable.Row::budget);
    }

    /** A deleted one is revived, so that its versions go on and none is told twice. */
    Budget set(String accountId, @Nullable Long expected, KnownBudget terms) throws SQLException {
        Account account =
                AccountTable.find(connection, accountId).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_ACCOUNT));
        if (account.status() == Account.Status.CLOSED) {
            throw new RefusedChange(Reason.ACCOUNT_IS_CLOSED);
        }
        BudgetTable.Row row = BudgetTable.find(connection, accountId).orElse(null);
        Budget before = row == null || row.deleted() ? null : row.budget();
        if (expected != null && before == null) {
            throw new RefusedChange(Reason.OTHER_VERSION);
        }
        if (before != null) {
            StoredChanges.check(expected, before.version());
            if (before.terms().equals(terms)) {
                return before;
            }
        }
        long version = row == null ? 1 : row.budget().version() + 1;
        Budget after = new Budget(accountId, terms, before == null ? now : before.createdAt(), now, version);
        if (row == null) {
            BudgetTable.insert(connection, after, change);
        } else {
            BudgetTable.update(connection, after, false, change);
        }
        audit.of(
                before == null ? AuditEntry.Action.CREATE : AuditEntry.Action.UPDATE,
                BUDGET,
                accountId,
                before == null ? null : StateText.of(before),
                StateText.of(after));
        return after;
    }

    /** The row stays, so that every node hears of it. */
    void delete(String accountId, @Nullable Long expected) throws SQLException {
        Budget before = find(accountId).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_BUDGET));
        StoredChanges.check(expected, before.version());
        Budget after = new Budget(accountId, before.terms(), before.createdAt(), now, before.version() + 1);
        BudgetTable.update(connection, after, true, change);
        audit.of(AuditEntry.Action.DELETE, BUDGET, accountId, StateText.of(before), null);
    }
}
