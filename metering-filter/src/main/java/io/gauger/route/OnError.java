package io.gauger.route;

/** The units of an ordinary answer whose field is missing or whose expression fails; always flagged. */
public enum OnError {
    ZERO,
    ONE,
    /** What the caller's plan estimates for a request, zero without a plan. */
    ESTIMATE
}
