package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.AuditEntry;
import io.gauger.account.Budget;
import io.gauger.account.Changes;
import io.gauger.account.IssuedKey;
import io.gauger.account.IssuedToken;
import io.gauger.account.KeyLimits;
import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import io.gauger.account.Plan;
import io.gauger.account.PriceVersion;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.account.StoredPrice;
import io.gauger.account.StoredRoute;
import io.gauger.admit.Hash;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.Secret;
import io.gauger.ledger.LedgerEntry;
import io.gauger.price.Price;
import io.gauger.record.RecordId;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import io.gauger.route.Route;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The changes of one transaction, which has the number of its change, so that no other changes anything meanwhile. */
final class StoredChanges implements Changes {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final RecordId IDS = new RecordId();

    private final Connection connection;
    private final String actor;
    private final long change;
    private final Instant now;
    private final PlanChanges plans;
    private final PlanPostings postings;
    private final PriceChanges prices;
    private final TokenChanges tokens;
    private final RouteChanges routes;
    private final LedgerChanges ledger;
    private final PurchaseChanges purchases;
    private final RefundChanges refunds;
    private final BudgetChanges budgets;
    private final ReratingChanges reratings;

    StoredChanges(Connection connection, Bulk bulk, PlanTerms terms, String actor, long change, Instant now) {
        this.connection = connection;
        this.actor = actor;
        this.change = change;
        this.now = now;
        this.postings = new PlanPostings(connection, bulk, terms, change, now.toEpochMilli());
        this.plans = new PlanChanges(connection, postings, change, now, this::audit);
        this.prices = new PriceChanges(connection, change, now, this::audit);
        this.tokens = new TokenChanges(connection, change, now, this::audit);
        this.routes = new RouteChanges(connection, change, now, this::audit);
        this.budgets = new BudgetChanges(connection, change, now, this::audit);
        this.ledger = new LedgerChanges(connection, bulk, actor, change, now, this::audit);
        this.purchases = new PurchaseChanges(connection, bulk, ledger, now, this::audit);
        this.refunds = new RefundChanges(connection, bulk, ledger, purchases, now);
        this.reratings = new ReratingChanges(connection, bulk, actor, change, now, this::audit, ledger);
    }

    @Override
    public Account createAccount(Account given) {
        Account account = written(given, now, 1);
        return sql(() -> {
            if (AccountTable.find(connection, account.id()).isPresent()) {
                throw new RefusedChange(Reason.ACCOUNT_EXISTS);
            }
            plans.refuseUnfitPlan(account);
            ledger.agreeOnCurrency(account);
            AccountTable.insert(connection, account, change);
            postings.enter(account, null);
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
            boolean otherPlan = !Objects.equals(wanted.planId(), before.planId());
            if (otherPlan || !wanted.currency().equals(before.currency())) {
                plans.refuseUnfitPlan(wanted);
            }
            Plan left = otherPlan ? postings.leave(before) : null;
            if (!wanted.currency().equals(before.currency())) {
                ledger.agreeOnCurrency(wanted);
            }
            Account after = written(wanted, before.createdAt(), before.version() + 1);
            AccountTable.update(connection, after, change);
            if (otherPlan) {
                postings.enter(after, left);
            }
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
        return sql(routes::all);
    }

    @Override
    public StoredRoute createRoute(Route route) {
        return sql(() -> routes.create(route));
    }

    @Override
    public StoredRoute updateRoute(String id, @Nullable Long expected, UnaryOperator<Route> update) {
        return sql(() -> routes.update(id, expected, update));
    }

    @Override
    public StoredRoute deleteRoute(String id, @Nullable Long expected) {
        return sql(() -> routes.delete(id, expected));
    }

    @Override
    public Budget setBudget(String accountId, @Nullable Long expected, KnownBudget terms) {
        return sql(() -> budgets.set(accountId, expected, terms));
    }

    @Override
    public Optional<Budget> budget(String accountId) {
        return sql(() -> budgets.find(accountId));
    }

    @Override
    public void deleteBudget(String accountId, @Nullable Long expected) {
        sql(() -> {
            budgets.delete(accountId, expected);
            return accountId;
        });
    }

    @Override
    public Plan createPlan(Plan plan) {
        return sql(() -> plans.create(plan));
    }

    @Override
    public Plan updatePlan(String id, @Nullable Long expected, UnaryOperator<Plan> update) {
        return sql(() -> plans.update(id, expected, update));
    }

    @Override
    public void deletePlan(String id, @Nullable Long expected) {
        sql(() -> {
            plans.delete(id, expected);
            return id;
        });
    }

    @Override
    public PriceVersion createPrice(Price price) {
        return sql(() -> prices.create(price));
    }

    @Override
    public StoredPrice withdrawPrice(String id, @Nullable Long expected) {
        return sql(() -> prices.withdraw(id, expected));
    }

    @Override
    public Rerating createRerating(ReratingOrder order) {
        return sql(() -> reratings.create(order));
    }

    /** See {@link ReratingChanges#settle}. */
    boolean settle(Rerating rerating, AccountRater.Run run) {
        return sql(() -> reratings.settle(rerating, run));
    }

    @Override
    public IssuedToken createToken(
            String name, @Nullable String email, Set<Permission> permissions, @Nullable Instant expiresAt) {
        return sql(() -> tokens.create(name, email, permissions, expiresAt));
    }

    @Override
    public OperatorToken updateToken(
            String id, @Nullable Long expected, boolean evenLast, UnaryOperator<OperatorToken> update) {
        return sql(() -> tokens.update(id, expected, evenLast, update));
    }

    @Override
    public LedgerEntry adjust(String accountId, BigDecimal amount, @Nullable String reference, String reason) {
        return sql(() -> ledger.adjust(accountId, amount, reference, reason));
    }

    /** What was and is bought, in this transaction. */
    PurchaseChanges purchases() {
        return purchases;
    }

    /** What of it is given back, in this transaction. */
    RefundChanges refunds() {
        return refunds;
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

    /** Refuses if another version is expected than there is. */
    static void check(@Nullable Long expected, long there) {
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
