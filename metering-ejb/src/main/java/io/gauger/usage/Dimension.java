package io.gauger.usage;

/** What usage can be grouped and filtered by, besides time. */
public enum Dimension {
    ACCOUNT,
    KEY,
    ROUTE,
    ENDPOINT,
    PROVIDER,
    MODEL,
    /** The HTTP status that was answered, as its number. */
    STATUS
}
