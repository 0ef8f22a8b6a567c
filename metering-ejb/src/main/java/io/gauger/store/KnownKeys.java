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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
 * What this node knows of accounts, their plans, credits and budgets, keys and operator tokens: all of them, in memory. It asks for the number of the last change, and for what
 * changed after the last that it knows. Safe for concurrent use; requests read the snapshot and never wait.
 */
final class KnownKeys implements KeyDirectory {
    private static final System.Logger LOG = System.getLogger(KnownKeys.class.getName());

    /** The number before the first. */
    private static final long BEFORE_ALL = -1;

    private final EntityManagers managers;
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
    private long lastChange = BEFORE_ALL;
    private volatile @Nullable KeySnapshot snapshot;
    private volatile TokenHashes operatorTokens = TokenHashes.none();

    KnownKeys(EntityManagers managers) {
        this.managers = managers;
    }

    @Override
    public @Nullable KeySnapshot current() {
        return snapshot;
    }

    /** The operator tokens, as of the last {@link #refresh}. */
    TokenHashes operatorTokens() {
        return operatorTokens;
    }

    /**
     * Reads what others changed.
     *
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked; what is known stays
     */
    synchronized void refresh() {
        Changed changed = managers.inTransaction(connection -> {
            long number = number(connection);
            if (number == lastChange) {
                return Changed.NOTHING;
            }
            // a database that was restored may have forgotten what this node knows
            long after = number < lastChange ? BEFORE_ALL : lastChange;
            return new Changed(
                    after,
                    number,
                    AccountTable.changed(connection, after, number),
                    ApiKeyTable.changed(connection, after, number),
                    KeySecretTable.changed(connection, after, number),
                    PlanTable.changed(connection, after, number),
                    BudgetTable.changed(connection, after, number),
                    BalanceTable.changedCredits(connection, after, number),
                    OperatorTokenTable.changed(connection, after, number));
        });
        if (changed.number() == Changed.NOTHING.number()) {
            return;
        }
        if (changed.after() == BEFORE_ALL) {
            forget();
        }
        take(changed);
    }

    /** What changed after the one number, up to the other. */
    private record Changed(
            long after,
            long number,
            List<Account> accounts,
            List<ApiKey> keys,
            List<KeySecret> secrets,
            List<Plan> plans,
            List<BudgetTable.Row> budgets,
            Map<String, BigDecimal> credits,
            List<Hashed> tokens) {
        static final Changed NOTHING =
                new Changed(0, -1, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());
    }

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

    private static long number(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select number from gauger_change where id = 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
