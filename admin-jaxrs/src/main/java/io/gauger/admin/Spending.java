package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.Budget;
import io.gauger.account.BudgetState;
import io.gauger.account.Directory;
import io.gauger.reserve.Period;
import io.gauger.reserve.Periods;
import io.gauger.reserve.Subject;
import io.gauger.reserve.Subject.Kind;
import io.gauger.runtime.Gauger;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What is spent of budgets and of the limits of keys in the period that is now, as far as it is written. */
final class Spending {
    private final Directory directory;
    private final Periods periods;
    private final Clock clock;

    Spending(Gauger gauger, Clock clock) {
        this.directory = gauger.directory();
        this.periods = gauger.periods();
        this.clock = clock;
    }

    BudgetState of(Budget budget, Account account) {
        Period period = periods.at(budget.terms().period(), account.zone(), clock.millis());
        Subject subject = new Subject(Kind.ACCOUNT_BUDGET, budget.accountId(), period);
        return new BudgetState(budget.terms().amount(), directory.spent(subject), period);
    }

    /** What is left of a key's limit, at least 0; null where it has none. */
    @Nullable
    BigDecimal remaining(ApiKey key) {
        BigDecimal limit = key.limits().usageLimitDollars();
        if (limit == null) {
            return null;
        }
        ZoneId zone = directory.account(key.accountId()).map(Account::zone).orElse(ZoneOffset.UTC);
        Period period = periods.at(key.limits().usageLimitReset(), zone, clock.millis());
        BigDecimal spent = directory.spent(new Subject(Kind.KEY_SPEND, key.id(), period));
        return limit.subtract(spent).max(BigDecimal.ZERO);
    }
}
