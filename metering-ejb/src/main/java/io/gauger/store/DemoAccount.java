package io.gauger.store;

import static java.lang.System.Logger.Level.INFO;

import io.gauger.account.Account;
import io.gauger.account.Changes;
import io.gauger.account.Plan;
import io.gauger.account.RefusedChange;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The account of the development mode's key {@code gk_demo}, with a plan whose limits are soon reached, so that a developer sees
 * what a customer sees. The caller holds the {@link SchemaLock}.
 */
final class DemoAccount {
    static final String ID = "demo";

    private static final System.Logger LOG = System.getLogger(DemoAccount.class.getName());
    private static final String ACTOR = "gauger.development";

    private static final KnownPlan LIMITS = new KnownPlan(
            ID,
            BigDecimal.valueOf(1000),
            ResetPeriod.MONTHLY,
            MeterType.COMPUTE_UNITS,
            QuotaMode.HARD,
            BigDecimal.ZERO,
            60,
            null,
            BigDecimal.ONE,
            BigDecimal.ZERO);

    private DemoAccount() {}

    /** Makes both, in this currency, if neither was ever there; what an operator made of them stays. */
    static void make(Connection connection, Bulk bulk, String currency, PlanTerms terms) throws SQLException {
        if (AccountTable.find(connection, ID).isPresent()
                || PlanTable.find(connection, ID).isPresent()) {
            return;
        }
        connection.setAutoCommit(false);
        try {
            Changes changes = new StoredChanges(
                    connection,
                    bulk,
                    terms,
                    ACTOR,
                    StoredAdministration.next(connection),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS));
            changes.createPlan(plan(currency));
            changes.createAccount(account(currency));
            connection.commit();
            LOG.log(INFO, "The account {0} has the plan {0} of 60 requests a minute and 1,000 units a month", ID);
        } catch (RefusedChange e) {
            // a node that runs already made one of them meanwhile
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    private static Plan plan(String currency) {
        return new Plan(LIMITS, "Demo", BigDecimal.ZERO, BigDecimal.ZERO, currency, Instant.EPOCH, Instant.EPOCH, 1);
    }

    private static Account account(String currency) {
        return new Account(
                ID,
                "Demo",
                Account.Status.ACTIVE,
                ID,
                Account.Billing.POSTPAID,
                "UTC",
                currency,
                Instant.EPOCH,
                Instant.EPOCH,
                1);
    }
}
