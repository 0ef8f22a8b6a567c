package io.gauger.admit;

/** What becomes of a request beyond the quota. */
public enum QuotaMode {
    /** Refused, beyond the grace. */
    HARD,
    /** Admitted; what is beyond costs the plan's overage price. */
    SOFT,
    /** Admitted; only header fields tell. */
    WARN
}
