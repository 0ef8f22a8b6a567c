package io.gauger.reserve;

/** What came of a reservation. */
public enum Verdict {
    /** All is held; the request may run. */
    HELD,
    /** The request may run, as no limit of it is binding; of one it could not be told what is used. */
    UNTOLD,
    /** What is left is less than the estimate. */
    EXHAUSTED,
    /** It would be there without what other nodes keep or hold; soon it is there, or used. */
    ELSEWHERE,
    /** It could not be told in time. */
    UNKNOWN;

    /** Whether the request may run. */
    public boolean admits() {
        return this == HELD || this == UNTOLD;
    }
}
