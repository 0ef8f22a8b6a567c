package io.gauger.admit;

/** How long it takes until the count of a limit begins anew. */
public enum ResetPeriod {
    DAILY,
    WEEKLY,
    MONTHLY,
    NEVER
}
