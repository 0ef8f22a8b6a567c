package io.gauger.measure;

import java.util.Locale;

/** Why a record is not an ordinary measurement. */
public enum Flag {
    /** The answer does not have the field that the route bills by. */
    MISSING_FIELD,
    /** The route needs a JSON answer or event stream and the answer is neither, or is malformed. */
    NOT_JSON,
    /**
     * The answer's content coding or charset cannot be read here, or what it says it is coded in is not what it holds, or
     * what reads it failed; its bytes are counted all the same.
     */
    UNREADABLE_ENCODING,
    /** The expression failed, or what measures did. */
    EXPRESSION_ERROR,
    /** The result is no number that can be billed. */
    NOT_A_NUMBER,
    /** The result was below zero and counts as zero. */
    NEGATIVE,
    /** A value, or a text that the expression reads as a whole, was longer than what is kept, or a coded body grew beyond what is read. */
    TOO_LARGE,
    /** The client went away before the answer was complete. */
    CLIENT_ABORTED,
    /** The application's asynchronous answer timed out. */
    TIMEOUT,
    /** The application threw. */
    APP_ERROR,
    /** The units are an estimate, or the tokens are: {@code docs/tokens.md} has the rule. */
    ESTIMATED,
    /** The application's own caller resolver failed, so the request is billed to nobody. */
    UNKNOWN_CALLER,
    /**
     * Admitted while nobody could tell how much of its account's limits is used: by a quota that refuses nothing, or as a fault
     * of ours kept it from being looked at and no hard limit was known.
     */
    UNRESERVED,
    /** The server died before the answer was complete; the record is made from what was known when the request began. */
    INTERRUPTED,
    /** The sum of several requests that could not be recorded one by one, as there was nowhere to write to. */
    SUMMARY,
    /** The answer tells a provider that the key may not be used for, which was not known beforehand. */
    PROVIDER_NOT_ALLOWED,
    /** The answer tells a model that the key may not be used for, which was not known beforehand. */
    MODEL_NOT_ALLOWED,
    /** There are prices, but none for this: the cost is zero until the period is rated again. */
    UNKNOWN_PRICE;

    /** The name on the wire and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
