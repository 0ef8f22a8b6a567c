package io.gauger.admin;

import io.gauger.account.Budget;
import io.gauger.account.Plan;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.ResetPeriod;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client says of a budget: all of it, as what is not told is as in a new one. */
final class BudgetBody {
    private static final String AMOUNT = "amount";
    private static final String THRESHOLD = "soft_threshold";
    private static final BigDecimal USUAL_THRESHOLD = new BigDecimal("0.8");

    private BudgetBody() {}

    static KnownBudget read(InputStream sent) {
        JsonBody body = new JsonBody(sent, Set.of(AMOUNT, "period", THRESHOLD, "hard"));
        body.require(AMOUNT);
        @Nullable BigDecimal amount = body.decimal(AMOUNT, Plan.MONEY_SCALE);
        @Nullable ResetPeriod period = body.constant("period", ResetPeriod.values());
        @Nullable BigDecimal threshold = body.number(THRESHOLD, Budget.THRESHOLD_SCALE, 1);
        @Nullable Boolean hard = body.truth("hard");
        if (threshold != null && threshold.signum() == 0) {
            body.reject(THRESHOLD, "must be above 0");
        }
        body.check();
        return new KnownBudget(
                amount == null ? BigDecimal.ZERO : amount,
                period == null ? ResetPeriod.MONTHLY : period,
                threshold == null ? USUAL_THRESHOLD : threshold,
                hard == null || hard);
    }
}
