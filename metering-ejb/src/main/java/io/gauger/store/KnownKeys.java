package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.KeyLimits;
import io.gauger.account.Plan;
import io.gauger.admit.Caller;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownKey;
import io.gauger.admit.KnownPlan;
import io.gauger.store.KeySecretTable.KeySecret;
import io.gauger.store.OperatorTokenTable.Hashed;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of accounts, their plans, credits and budgets, keys and operator tokens: all of them, in memory, as of the last
 * look for changes. Safe for concurrent use; requests read the snapshot and never wait.
 */
final class KnownKeys implements KeyDirectory, KnownChanges.Follower {
    private static final System.Logger LOG = System.getLogger(KnownKeys.class.getName());

    private final Map<String, Account> accounts = new HashMap<>();
    /** Those that were deleted too, as no account has them. */
    private final Map<String, KnownPlan> plans = new HashMap<>();

    private final Map<String, KnownBudget> budgets = new HashMap<>();
    private final Map<String, BigDecimal> credits = new HashMap<>();

    private final Map<String, Hashed> tokens = new HashMap<>();
    private final Map<String, ApiKey> keys = new HashMap<>();
    private final Map<Hash, KeySecret> secrets = new HashMap<>();
    private final Map<Hash, KnownKey> known = new HashMap<>();
    private final Map<String, Set<Hash>> secretsOfKey = new HashMap<>();
    private long lastChange = KnownChanges.BEFORE_ALL;
    private volatile @Nullable KeySnapshot snapshot;
    private volatile TokenHashes operatorTokens = TokenHashes.none();

    @Override
    public @Nullable KeySnapshot current() {
        return snapshot;
    }

    /** The operator tokens, as of the last look. */
    TokenHashes operatorTokens() {
        return operatorTokens;
    }

    @Override
    public long lastChange() {
        return lastChange;
    }

    @Override
    public Runnable read(Connection connection, long after, long number) throws SQLException {
        Changed changed = new Changed(
                number,
                AccountTable.changed(connection, after, number),
                ApiKeyTable.changed(connection, after, number),
                KeySecretTable.changed(connection, after, number),
                PlanTable.changed(connection, after, number),
                BudgetTable.changed(connection, after, number),
                BalanceTable.changedCredits(connection, after, number),
                OperatorTokenTable.changed(connection, after, number));
        return () -> {
            if (after == KnownChanges.BEFORE_ALL) {
                forget();
            }
            take(changed);
        };
    }

    /** What changed up to this number. */
    private record Changed(
            long number,
            List<Account> accounts,
            List<ApiKey> keys,
            List<KeySecret> secrets,
            List<Plan> plans,
            List<BudgetTable.Row> budgets,
            Map<String, BigDecimal> credits,
            List<Hashed> tokens) {}

    private void forget() {
        accounts.clear();
        plans.clear();
        budgets.clear();
        credits.clear();
        tokens.clear();
        keys.clear();
        secrets.clear();
        known.clear();
        secretsOfKey.clear();
    }

    private void take(Changed changed) {
        Set<Hash> touched = new HashSet<>();
        changed.accounts().forEach(account -> accounts.put(account.id(), account));
        changed.plans().forEach(plan -> plans.put(plan.id(), plan.limits()));
        changed.budgets().forEach(row -> {
            KnownBudget terms = row.deleted() ? null : row.budget().terms();
            budgets.compute(row.budget().accountId(), (account, before) -> terms);
        });
        credits.putAll(changed.credits());
        changed.tokens().forEach(token -> tokens.put(token.hash(), token));
        for (KeySecret secret : changed.secrets()) {
            Hash hash = Hash.ofHex(secret.hash());
            secrets.put(hash, secret);
            secretsOfKey.computeIfAbsent(secret.keyId(), key -> new HashSet<>()).add(hash);
            touched.add(hash);
        }
        for (ApiKey key : changed.keys()) {
            keys.put(key.id(), key);
            touched.addAll(secretsOfKey.getOrDefault(key.id(), Set.of()));
        }
        for (Hash hash : touched) {
            KeySecret secret = secrets.get(hash);
            ApiKey key = secret == null ? null : keys.get(secret.keyId());
            if (secret != null && key != null) {
                known.put(hash, known(key, secret));
            }
        }
        Map<String, KnownAccount> byId = new HashMap<>();
        accounts.forEach((id, account) -> byId.put(id, known(account)));
        operatorTokens = TokenHashes.of(tokens.values());
        snapshot = new KeySnapshot(known, byId);
        lastChange = changed.number();
    }

    private KnownAccount known(Account account) {
        String plan = account.planId();
        return new KnownAccount(
                account.id(),
                account.status() == Account.Status.ACTIVE,
                zone(account),
                plan == null ? null : plans.get(plan),
                account.currency(),
                // who has no ledger yet has no credits
                account.billing() == Account.Billing.PREPAID
                        ? credits.getOrDefault(account.id(), BigDecimal.ZERO)
                        : null,
                budgets.get(account.id()));
    }

    private static KnownKey known(ApiKey key, KeySecret secret) {
        KeyLimits limits = key.limits();
        Instant end = limits.expiresAt();
        boolean active = key.status() == ApiKey.Status.ACTIVE;
        IpRanges ranges = IpRanges.ALL;
        try {
            ranges = IpRanges.of(limits.allowedIps());
        } catch (IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The key " + key.id() + " is not accepted, as its allowed_ips in the database are none: "
                            + e.getMessage());
            active = false;
        }
        return new KnownKey(
                new Caller(key.accountId(), key.id(), key.name(), secret.prefix(), null),
                active,
                Math.min(secret.validUntil(), end == null ? KnownKey.FOR_EVER : end.toEpochMilli()),
                ranges,
                Set.copyOf(limits.allowedRoutes()),
                Set.copyOf(limits.allowedProviders()),
                Set.copyOf(limits.allowedModels()),
                limits.rateLimitRpm(),
                limits.usageLimitDollars(),
                limits.usageLimitReset());
    }

    private static ZoneId zone(Account account) {
        try {
            return ZoneId.of(account.timeZone());
        } catch (DateTimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Periods of the account " + account.id() + " are those of UTC, as its time_zone in the database is"
                            + " none: " + e.getMessage());
            return ZoneOffset.UTC;
        }
    }
}
