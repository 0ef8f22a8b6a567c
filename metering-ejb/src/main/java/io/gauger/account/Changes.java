package io.gauger.account;

import io.gauger.admit.KnownBudget;
import io.gauger.ledger.LedgerEntry;
import io.gauger.price.Price;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import io.gauger.route.Route;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed, within one transaction that {@link Administration} opens. Each change is noted in the audit. All
 * throw {@link RefusedChange} where it cannot be done, after which nothing of the transaction is kept.
 */
public interface Changes {
    /**
     * Makes an account, with a plan that is there, or none. Of the given one its times and version do not count.
     */
    Account createAccount(Account account);

    /**
     * Writes an account anew.
     *
     * @param expected the version that must be there; null for any
     * @param change what it becomes; an account that stays as it is is not written
     */
    Account updateAccount(String id, @Nullable Long expected, UnaryOperator<Account> change);

    /** Makes a key of an account that is there and not closed. */
    IssuedKey createKey(String accountId, String name, KeyLimits limits);

    /** Writes a key anew, see {@link #updateAccount}. What is revoked stays so. */
    ApiKey updateKey(String id, @Nullable Long expected, UnaryOperator<ApiKey> change);

    /**
     * Gives a key a new secret.
     *
     * @param overlap how long the secrets before stay valid
     */
    IssuedKey rotateKey(String id, @Nullable Long expected, Duration overlap);

    /** Makes a plan. Of the given one its times and version do not count. */
    Plan createPlan(Plan plan);

    /** Writes a plan anew, see {@link #updateAccount}; it holds for all accounts that have it. */
    Plan updatePlan(String id, @Nullable Long expected, UnaryOperator<Plan> change);

    /** Removes a plan that no account has but closed ones, which are charged what they owe by it; what it was stays in the audit. */
    void deletePlan(String id, @Nullable Long expected);

    /**
     * Makes a version of a price, which is never changed. Where it takes effect in the past, it counts for what is recorded from
     * now on; what is stored keeps its cost until it is re-rated.
     */
    PriceVersion createPrice(Price price);

    /**
     * Takes a version back that is not in effect for another {@link StoredPrice#LEAST_NOTICE}.
     *
     * @param expected see {@link #updateAccount}; a version of a price has the version 1
     * @return as it was
     */
    StoredPrice withdrawPrice(String id, @Nullable Long expected);

    /** Orders that a period is priced anew; it is not done yet then. */
    Rerating createRerating(ReratingOrder order);

    /**
     * Makes an operator token.
     *
     * @param email with which it may be shown in {@code X-Auth-Email} and {@code X-Auth-Key}; null for never
     * @param expiresAt null for never
     */
    IssuedToken createToken(
            String name, @Nullable String email, Set<Permission> permissions, @Nullable Instant expiresAt);

    /**
     * Writes an operator token anew, see {@link #updateAccount}. What is revoked stays so.
     *
     * @param evenLast whether it may be the last that writes, and that without end, among those that are stored
     */
    OperatorToken updateToken(
            String id, @Nullable Long expected, boolean evenLast, UnaryOperator<OperatorToken> change);

    /** The routes that are stored now. */
    List<StoredRoute> routes();

    /** Stores a route under an id that no stored one has. */
    StoredRoute createRoute(Route route);

    /** Writes a route anew, see {@link #updateAccount}; its id stays. */
    StoredRoute updateRoute(String id, @Nullable Long expected, UnaryOperator<Route> change);

    /**
     * Deletes a route.
     *
     * @return as it was
     */
    StoredRoute deleteRoute(String id, @Nullable Long expected);

    /**
     * Sets the budget of an account that is there and not closed; one that stays as it is is not written.
     *
     * @param expected the version of the budget that must be there; null for any, or none
     */
    Budget setBudget(String accountId, @Nullable Long expected, KnownBudget terms);

    /** The budget of an account as it is stored now. */
    Optional<Budget> budget(String accountId);

    /** Takes an account's budget away; what it was stays in the audit. */
    void deleteBudget(String accountId, @Nullable Long expected);

    /**
     * Adds to an account's ledger by hand, or takes off. An account that only a deployment names has a ledger from its first
     * debit on.
     *
     * @param amount what is added to its balance; not zero, at most 12 decimals
     * @param reference unique among what is adjusted by hand, at most 255 characters; what was adjusted under it before is not
     *     adjusted again; null for a new one
     * @param reason for people
     * @return the entry; if the reference is there already and says the same, that one
     */
    LedgerEntry adjust(String accountId, BigDecimal amount, @Nullable String reference, String reason);
}
