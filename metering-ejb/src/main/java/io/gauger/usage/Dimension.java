package io.gauger.usage;

/** What usage can be grouped and filtered by, besides time. */
public enum Dimension {
    ACCOUNT,
    KEY,
    ROUTE,
    ENDPOINT,
    PROVIDER,
    MODEL,
    /** The class of the HTTP status that was answered: {@code 2xx}. */
    STATUS
}
