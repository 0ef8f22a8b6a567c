package io.gauger.benchmark.admission;

import io.gauger.admit.Caller;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownKey;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.admit.Secret;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts and their keys as a node knows them from the database, with limits that nobody reaches. */
final class Customers {
    private static final int A_LOT = 1_000_000_000;
    private static final BigDecimal A_FORTUNE = new BigDecimal("1000000");
    private static final int PLANS = 20;

    /** Without common divisors with how many keys there are, so that neighbours in time are none in memory. */
    private static final int KEY_STEP = 38_197;

    private final String[] authorizations;
    private final Map<Hash, KnownKey> keys = new HashMap<>();
    private final Map<String, KnownAccount> accounts = new HashMap<>();

    /** So many of both; without limits, or with all there are: requests a minute, quota, credits, key limit and budget. */
    Customers(int keyCount, int accountCount, boolean limited) {
        authorizations = new String[keyCount];
        KnownPlan[] plans = new KnownPlan[PLANS];
        for (int i = 0; i < plans.length; i++) {
            plans[i] = plan("plan_" + i, limited ? A_LOT : null);
        }
        for (int i = 0; i < accountCount; i++) {
            String id = account(i);
            BigDecimal credits = limited ? A_FORTUNE : null;
            KnownBudget budget =
                    limited ? new KnownBudget(A_FORTUNE, ResetPeriod.MONTHLY, new BigDecimal("0.8"), true) : null;
            accounts.put(
                    id,
                    new KnownAccount(id, true, ZoneId.of("Europe/Berlin"), plans[i % PLANS], "EUR", credits, budget));
        }
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < keyCount; i++) {
            String secret = Secret.generate(Secret.KEY, random);
            authorizations[i] = "Bearer " + secret;
            Caller caller = new Caller(account(i % accountCount), "key_" + i, "key " + i, Secret.shown(secret), null);
            keys.put(Hash.of(secret), key(caller, limited ? A_LOT : null));
        }
    }

    private static String account(int number) {
        return "account_" + number;
    }

    private static KnownKey key(Caller caller, @Nullable Integer limit) {
        return new KnownKey(
                caller,
                true,
                KnownKey.FOR_EVER,
                IpRanges.of(List.of("127.0.0.0/8", "2001:db8::/32")),
                Set.of("answers", "files"),
                Set.of(),
                Set.of(),
                limit,
                limit == null ? null : A_FORTUNE,
                ResetPeriod.MONTHLY);
    }

    private static KnownPlan plan(String id, @Nullable Integer limit) {
        return new KnownPlan(
                id,
                limit == null ? null : A_FORTUNE,
                ResetPeriod.MONTHLY,
                MeterType.REQUESTS,
                QuotaMode.HARD,
                BigDecimal.ZERO,
                limit,
                null,
                BigDecimal.ZERO,
                limit == null ? BigDecimal.ZERO : new BigDecimal("0.000375"));
    }

    /** What a node makes of them, as after each change of one of them. */
    KeySnapshot snapshot() {
        return new KeySnapshot(keys, accounts);
    }

    /** The header that shows a key; any number from zero is one. */
    String authorization(int number) {
        return authorizations[(int) ((long) number * KEY_STEP % authorizations.length)];
    }
}
