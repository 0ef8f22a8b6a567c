package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.AuditEntry;
import io.gauger.account.Budget;
import io.gauger.account.Directory;
import io.gauger.account.OperatorToken;
import io.gauger.account.Plan;
import io.gauger.account.StoredRoute;
import io.gauger.reserve.Subject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads accounts, keys, plans, operator tokens, routes and the audit from their tables. */
final class StoredDirectory implements Directory {
    private final EntityManagers managers;

    StoredDirectory(EntityManagers managers) {
        this.managers = managers;
    }

    @Override
    public Optional<Account> account(String id) {
        return managers.query(connection -> AccountTable.find(connection, id));
    }

    @Override
    public List<Account> accounts(AccountQuery query, @Nullable String after, int limit) {
        return managers.query(connection -> AccountTable.list(connection, query, after, limit));
    }

    @Override
    public Optional<ApiKey> key(String id) {
        return managers.query(connection -> ApiKeyTable.find(connection, id));
    }

    @Override
    public List<ApiKey> keys(KeyQuery query, @Nullable String after, int limit) {
        return managers.query(connection -> ApiKeyTable.list(connection, query, after, limit));
    }

    @Override
    public Optional<StoredRoute> route(String id) {
        return managers.query(connection -> StoredRouteTable.find(connection, id)
                .filter(row -> !row.deleted())
                .map(StoredRouteTable.Row::stored));
    }

    @Override
    public List<StoredRoute> routes() {
        return managers.query(StoredRouteTable::list);
    }

    @Override
    public Optional<Plan> plan(String id) {
        return managers.query(connection -> PlanTable.find(connection, id));
    }

    @Override
    public List<Plan> plans(@Nullable String after, int limit) {
        return managers.query(connection -> PlanTable.list(connection, after, limit));
    }

    @Override
    public Optional<OperatorToken> operatorToken(String id) {
        return managers.query(connection -> OperatorTokenTable.find(connection, id));
    }

    @Override
    public List<OperatorToken> operatorTokens(
            OperatorToken.@Nullable Status status, @Nullable String after, int limit) {
        return managers.query(connection -> OperatorTokenTable.list(connection, status, after, limit));
    }

    @Override
    public Optional<Budget> budget(String accountId) {
        return managers.query(connection -> BudgetTable.find(connection, accountId)
                .filter(row -> !row.deleted())
                .map(BudgetTable.Row::budget));
    }

    @Override
    public BigDecimal spent(Subject subject) {
        return managers.query(
                connection -> Used.of(connection, subject).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Override
    public List<AuditEntry> audit(@Nullable String objectId, @Nullable UUID after, int limit) {
        return managers.query(connection -> AuditTable.list(connection, objectId, after, limit));
    }
}
