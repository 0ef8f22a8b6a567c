package io.gauger.route;

/** Which errors count as usage in the modes {@code request}, {@code bytes} and {@code response_field}. */
public enum BillErrors {
    /** A 4xx counts, a 5xx does not. */
    CLIENT,
    /** No status of 400 or more counts. */
    NONE,
    /** Every status counts. */
    ALL
}
