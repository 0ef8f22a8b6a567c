package io.gauger.measure;

/** What the units of a record rest on. */
public enum Basis {
    /** The whole answer was seen. */
    MEASURED,
    /** The answer was cut short; the units are what was seen. */
    PARTIAL,
    /** The units could not be read, so they are what the route's {@code on_error} says, or the tokens are estimated. */
    ESTIMATED
}
