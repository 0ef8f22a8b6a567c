package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.AuditEntry;
import io.gauger.account.Directory;
import io.gauger.account.StoredRoute;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads accounts, keys, routes and the audit from their tables. */
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
    public List<Account> accounts(Account.@Nullable Status status, @Nullable String after, int limit) {
        return managers.query(connection -> AccountTable.list(connection, status, after, limit));
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
    public List<AuditEntry> audit(@Nullable String objectId, @Nullable UUID after, int limit) {
        return managers.query(connection -> AuditTable.list(connection, objectId, after, limit));
    }
}
