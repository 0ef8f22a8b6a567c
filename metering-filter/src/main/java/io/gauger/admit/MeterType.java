package io.gauger.admit;

/** What a plan counts against its quota. */
public enum MeterType {
    /** Every admitted request, whatever its status. */
    REQUESTS,
    /** The sum of units. */
    COMPUTE_UNITS
}
