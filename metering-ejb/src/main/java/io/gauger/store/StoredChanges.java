package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.AuditEntry;
import io.gauger.account.Changes;
import io.gauger.account.IssuedKey;
import io.gauger.account.KeyLimits;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.account.StoredRoute;
import io.gauger.admit.Hash;
import io.gauger.admit.Secret;
import io.gauger.record.RecordId;
import io.gauger.route.Route;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The changes of one transaction, which has the number of its change, so that no other changes anything meanwhile. */
final class StoredChanges implements Changes {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final RecordId IDS = new RecordId();

    private static final String ROUTE = "route";

    private final Connection connection;
    private final String actor;
    private final long change;
    private final Instant now;

    StoredChanges(Connection connection, String actor, long change, Instant now) {
        this.connection = connection;
        this.actor = actor;
        this.change = change;
        this.now = now;
    }

    @Override
    public Account createAccount(Account given) {
        Account account = written(given, now, 1);
        return sql(() -> {
            if (AccountTable.find(connection, account.id()).isPresent()) {
                throw new RefusedChange(Reason.ACCOUNT_EXISTS);
            }
            AccountTable.insert(connection, account, change);
            audit(AuditEntry.Action.CREATE, "account", account.id(), null, StateText.of(account));
            return account;
        });
    }

    @Override
    public Account updateAccount(String id, @Nullable Long expected, UnaryOperator<Account> update) {
        return sql(() -> {
            Account before = account(id);
            check(expected, before.version());
            Account wanted = update.apply(before);
            if (wanted.equals(before)) {
                return before;
            }
            if (before.status() == Account.Status.CLOSED) {
                throw new RefusedChange(Reason.ACCOUNT_IS_CLOSED);
            }
            Account after = written(wanted, before.createdAt(), before.version() + 1);
            AccountTable.update(connection, after, change);
            audit(AuditEntry.Action.UPDATE, "account", id, StateText.of(before), StateText.of(after));
            return after;
        });
    }

    @Override
    public IssuedKey createKey(String accountId, String name, KeyLimits limits) {
        return sql(() -> {
            if (account(accountId).status() == Account.Status.CLOSED) {
                throw new RefusedChange(Reason.ACCOUNT_IS_CLOSED);
            }
            String secret = Secret.generate(Secret.KEY, RANDOM);
            ApiKey key = new ApiKey(
                    "key_" + IDS.next(now.toEpochMilli()).toString().replace("-", ""),
                    accountId,
                    name,
                    Secret.shown(secret),
                    ApiKey.Status.ACTIVE,
                    limits,
                    now,
                    now,
                    1);
            ApiKeyTable.insert(connection, key, change);
            insertSecret(key, secret);
            audit(AuditEntry.Action.CREATE, "key", key.id(), null, StateText.of(key));
            return new IssuedKey(key, secret);
        });
    }

    @Override
    public ApiKey updateKey(String id, @Nullable Long expected, UnaryOperator<ApiKey> update) {
        return sql(() -> {
            ApiKey before = key(id);
            check(expected, before.version());
            ApiKey wanted = update.apply(before);
            if (wanted.equals(before)) {
                return before;
            }
            refuseRevoked(before);
            ApiKey after = written(wanted, wanted.prefix());
            ApiKeyTable.update(connection, after, change);
            audit(AuditEntry.Action.UPDATE, "key", id, StateText.of(before), StateText.of(after));
            return after;
        });
    }

    @Override
    public IssuedKey rotateKey(String id, @Nullable Long expected, Duration overlap) {
        return sql(() -> {
            ApiKey before = key(id);
            check(expected, before.version());
            refuseRevoked(before);
            String secret = Secret.generate(Secret.KEY, RANDOM);
            ApiKey after = written(before, Secret.shown(secret));
            KeySecretTable.end(connection, id, now.plus(overlap).toEpochMilli(), change);
            ApiKeyTable.update(connection, after, change);
            insertSecret(after, secret);
            audit(AuditEntry.Action.ROTATE, "key", id, StateText.of(before), StateText.of(after));
            return new IssuedKey(after, secret);
        });
    }

    @Override
    public List<StoredRoute> routes() {
        return sql(() -> StoredRouteTable.list(connection));
    }

    /** A deleted one of the same id is revived, so that its versions go on and none is told twice. */
    @Override
    public StoredRoute createRoute(Route route) {
        return sql(() -> {
            StoredRouteTable.Row before =
                    StoredRouteTable.find(connection, route.id()).orElse(null);
            if (before != null && !before.deleted()) {
                throw new RefusedChange(Reason.ROUTE_EXISTS);
            }
            StoredRoute made = new StoredRoute(route, now, now, before == null ? 1 : before.version() + 1);
            if (before == null) {
                StoredRouteTable.insert(connection, made, change);
            } else {
                StoredRouteTable.update(connection, made, false, change);
            }
            audit(AuditEntry.Action.CREATE, ROUTE, route.id(), null, StateText.of(route));
            return made;
        });
    }

    @Override
    public StoredRoute updateRoute(String id, @Nullable Long expected, UnaryOperator<Route> update) {
        return sql(() -> {
            StoredRoute before = route(id);
            check(expected, before.version());
            Route wanted = update.apply(before.route());
            if (wanted.equals(before.route())) {
                return before;
            }
            StoredRoute after = new StoredRoute(wanted, before.createdAt(), now, before.version() + 1);
            StoredRouteTable.update(connection, after, false, change);
            audit(AuditEntry.Action.UPDATE, ROUTE, id, StateText.of(before.route()), StateText.of(wanted));
            return after;
        });
    }

    @Override
    public StoredRoute deleteRoute(String id, @Nullable Long expected) {
        return sql(() -> {
            StoredRoute before = route(id);
            check(expected, before.version());
            StoredRoute after = new StoredRoute(before.route(), before.createdAt(), now, before.version() + 1);
            StoredRouteTable.update(connection, after, true, change);
            audit(AuditEntry.Action.DELETE, ROUTE, id, StateText.of(before.route()), null);
            return before;
        });
    }

    private StoredRoute route(String id) throws SQLException {
        return StoredRouteTable.find(connection, id)
                .filter(row -> !row.deleted())
                .map(StoredRouteTable.Row::stored)
                .orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_ROUTE));
    }

    private Account account(String id) throws SQLException {
        return AccountTable.find(connection, id).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_ACCOUNT));
    }

    private ApiKey key(String id) throws SQLException {
        return ApiKeyTable.find(connection, id).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_KEY));
    }

    private static void refuseRevoked(ApiKey key) {
        if (key.status() == ApiKey.Status.REVOKED) {
            throw new RefusedChange(Reason.KEY_IS_REVOKED);
        }
    }

    private static void check(@Nullable Long expected, long there) {
        if (expected != null && expected != there) {
            throw new RefusedChange(Reason.OTHER_VERSION);
        }
    }

    private void insertSecret(ApiKey key, String secret) throws SQLException {
        KeySecretTable.insert(connection, Hash.of(secret).hex(), key.id(), key.prefix(), now.toEpochMilli(), change);
    }

    private Account written(Account account, Instant createdAt, long version) {
        return new Account(
                account.id(),
                account.name(),
                account.status(),
                account.planId(),
                account.billing(),
                account.timeZone(),
                account.currency(),
                createdAt,
                now,
                version);
    }

    private ApiKey written(ApiKey key, String prefix) {
        return new ApiKey(
                key.id(),
                key.accountId(),
                key.name(),
                prefix,
                key.status(),
                key.limits(),
                key.createdAt(),
                now,
                key.version() + 1);
    }

    private void audit(
            AuditEntry.Action action, String object, String id, @Nullable String before, @Nullable String after)
            throws SQLException {
        AuditTable.insert(
                connection,
                new AuditEntry(IDS.next(now.toEpochMilli()), now, actor, action, object, id, before, after));
    }

    private static <T> T sql(Work<T> work) {
        try {
            return work.result();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private interface Work<T> {
        T result() throws SQLException;
    }
}
