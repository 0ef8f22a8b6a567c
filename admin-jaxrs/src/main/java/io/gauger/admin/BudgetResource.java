package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.account.Administration;
import io.gauger.account.Budget;
import io.gauger.account.BudgetState;
import io.gauger.admit.KnownBudget;
import io.gauger.reserve.Period;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** {@code /v1/accounts/{id}/budget}: what an account may spend in a period, and how that stands. */
final class BudgetResource {
    private final Permitted gauger;
    private final Call call;
    private final Clock clock;

    BudgetResource(Permitted gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** As it stands now. */
    Response read(String accountId) {
        new QueryParameters(call.query(), Set.of()).check();
        Scope scope = gauger.toReadOwn();
        Account account = scope.gauger()
                .directory()
                .account(accountId)
                .filter(found -> scope.sees(found.id()))
                .orElseThrow(() -> new ProblemException(Problem.accountNotFound()));
        Budget budget = scope.gauger()
                .directory()
                .budget(accountId)
                .orElseThrow(() -> new ProblemException(Problem.budgetNotFound()));
        return answer(200, budget, account, scope.gauger());
    }

    /** Sets it, whether or not there is one. */
    Response set(String accountId, InputStream sent) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        KnownBudget terms = BudgetBody.read(sent);
        Long expected = Preconditions.expected(call.ifMatch());
        Written written = administration.change(gauger.actor(), changes -> {
            boolean there = changes.budget(accountId).isPresent();
            return new Written(changes.setBudget(accountId, expected, terms), there ? 200 : 201);
        });
        Account account = gauger.toWrite()
                .directory()
                .account(accountId)
                .orElseThrow(() -> new ProblemException(Problem.accountNotFound()));
        return answer(written.status(), written.budget(), account, gauger.toWrite());
    }

    private record Written(Budget budget, int status) {}

    /** Takes it away. */
    Response delete(String accountId) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        Long expected = Preconditions.expected(call.ifMatch());
        administration.change(gauger.actor(), changes -> {
            changes.deleteBudget(accountId, expected);
            return accountId;
        });
        return Answer.nothing();
    }

    private Response answer(int status, Budget budget, Account account, Gauger of) {
        JsonObject json = json(budget, account, new Spending(of, clock).of(budget, account));
        return Preconditions.tagged(Answer.text(status, json.toString()), budget.version())
                .build();
    }

    private static JsonObject json(Budget budget, Account account, BudgetState state) {
        KnownBudget terms = budget.terms();
        Period period = state.period();
        BudgetState.Alert alert = state.alert();
        JsonFields fields = new JsonFields()
                .text("account_id", budget.accountId())
                .decimal("amount", terms.amount())
                .text("currency", account.currency())
                .text("period", terms.period().name().toLowerCase(Locale.ROOT))
                .ratio("soft_threshold", plain(terms.softThreshold()))
                .truth("hard", terms.hard())
                .decimal("used", state.used())
                .decimal("remaining", state.remaining())
                .ratio("used_percentage", plain(state.usedPercentage()))
                .text("alert", alert == null ? null : alert.name());
        if (period.ends()) {
            fields.time("period_start", Instant.ofEpochMilli(period.start()))
                    .time("period_end", Instant.ofEpochMilli(period.end()));
        } else {
            fields.absent("period_start").absent("period_end");
        }
        return fields.time("created_at", budget.createdAt())
                .time("updated_at", budget.updatedAt())
                .toJson();
    }

    private static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(Decimals.text(number));
    }
}
