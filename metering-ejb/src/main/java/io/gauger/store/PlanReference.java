package io.gauger.store;

import io.gauger.bill.PlanCharge;

/** How the ledger names what plans cost. */
final class PlanReference {
    private static final String PLAN = "plan:";
    private static final String OVERAGE = "overage:";

    private PlanReference() {}

    /** The reference of a charge's part. */
    static String of(String kind, PlanCharge charge) {
        String first = kind + ":" + charge.accountId() + ":" + charge.period().start();
        return charge.number() == 1 ? first : first + ":" + charge.number();
    }

    /** The same in SQL, of a row of {@code gauger_plan_charge}. */
    static String sql(String kind) {
        return "concat('" + kind + ":', account_id, ':', period_start,"
                + " case when number = 1 then '' else concat(':', number) end)";
    }

    /** Whether it is of a charge. */
    static boolean isOne(String reference) {
        return reference.startsWith(PLAN) || reference.startsWith(OVERAGE);
    }
}
