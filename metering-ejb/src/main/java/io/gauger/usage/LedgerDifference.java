package io.gauger.usage;

import org.jspecify.annotations.Nullable;

/**
 * A figure of money that two places tell otherwise.
 *
 * @param figure what differs
 * @param owner the id of the account; for {@link Figure#KEY_SPEND} that of the key
 * @param at where: the number of the batch or of the entry, the start of the quarter hour or of the plan's period, or the
 *     reference of an entry; null for all of time
 * @param expected what the figure is made from comes to: an exact decimal, or a text
 * @param found what it is, in the same form
 */
public record LedgerDifference(Figure figure, String owner, @Nullable String at, String expected, String found) {
    /** What can differ. */
    public enum Figure {
        /** The records of a batch cost this, and their account was debited that. */
        DEBIT,
        /** So many records are of a batch, and its debit tells that. */
        RECORD_COUNT,
        /** Nothing, and so much is the cost of records that no debit is of. */
        UNDEBITED,
        /** Rollups say this, and what limits of accounts are judged by that. */
        ACCOUNT_SPEND,
        /** The same for keys. */
        KEY_SPEND,
        /** Rollups say this, and all debits of the account together that. */
        DEBITS,
        /** The number that comes next, and the one that does. */
        SEQUENCE,
        /** The balance before and the entry's amount, and what it says is the balance after it. */
        BALANCE_AFTER,
        /** The account's currency, and that of an entry. */
        CURRENCY,
        /** How many entries there are, and how many the balance knows. */
        ENTRIES,
        /** The sum of the entries, and the balance. */
        BALANCE,
        /** The sum of the entries but for usage, and what the balance tells of it. */
        CREDITS,
        /** What was charged for a period of a plan, or for the use beyond its quota, and what of it is in the ledger. */
        PLAN_CHARGE,
        /** When the period before ends, and when this one begins, although nothing lies between them. */
        PLAN_PERIOD,
        /** The end of the last period that was charged, and up to when the account is said to be charged. */
        CHARGED_UNTIL,
        /** The debits and adjustments of an account, and the lines of all its invoices; what is owed is above zero. */
        INVOICE
    }
}
