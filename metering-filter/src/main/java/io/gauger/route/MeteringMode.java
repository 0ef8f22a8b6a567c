package io.gauger.route;

/** How a request of a route becomes units. */
public enum MeteringMode {
    /** One unit a request. */
    REQUEST,
    /** The bytes of the response, or an expression over them. */
    BYTES,
    /** One field of the JSON response, by default the total tokens of an AI answer. */
    RESPONSE_FIELD,
    /** Any expression; it is evaluated whatever the status. */
    CUSTOM
}
