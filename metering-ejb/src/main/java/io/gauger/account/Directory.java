package io.gauger.account;

import io.gauger.reserve.Subject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads accounts, keys, plans, budgets, operator tokens, routes and the audit. All methods throw
 * {@link io.gauger.usage.StoreUnavailableException} if the database
 * cannot be asked. Implementations are safe for concurrent use.
 */
public interface Directory {
    Optional<Account> account(String id);

    /** Accounts in the order of their ids, those after this one, at most so many; conditions that are null hold for all. */
    List<Account> accounts(AccountQuery query, @Nullable String after, int limit);

    Optional<ApiKey> key(String id);

    /** Keys in the order of their ids, those after this one, at most so many; conditions that are null hold for all. */
    List<ApiKey> keys(KeyQuery query, @Nullable String after, int limit);

    Optional<Plan> plan(String id);

    /** Plans in the order of their ids, those after this one, at most so many. */
    List<Plan> plans(@Nullable String after, int limit);

    Optional<OperatorToken> operatorToken(String id);

    /** Operator tokens in the order of their ids, those after this one, at most so many. */
    List<OperatorToken> operatorTokens(OperatorToken.@Nullable Status status, @Nullable String after, int limit);

    /** The stored route of this id. */
    Optional<StoredRoute> route(String id);

    /** All stored routes, in the order of their ids. */
    List<StoredRoute> routes();

    /** The budget of an account; empty without one. */
    Optional<Budget> budget(String accountId);

    /** How much money is used up of a subject of which money is counted, as far as it is written. */
    BigDecimal spent(Subject subject);

    /** Changes, newest first, those before this one, at most so many. */
    List<AuditEntry> audit(@Nullable String objectId, @Nullable UUID after, int limit);

    /** Which accounts; conditions that are null hold for all. */
    record AccountQuery(@Nullable String id, Account.@Nullable Status status, @Nullable String planId) {}

    /** Which keys; conditions that are null hold for all. */
    record KeyQuery(@Nullable String accountId, @Nullable String prefix, ApiKey.@Nullable Status status) {}
}
