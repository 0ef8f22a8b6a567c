package io.gauger.extract;

/** A text of a response body that may be asked for as a whole. */
public enum BodyText {
    /** All of a JSON body; of an event stream the same as {@link #LAST_DATA}. */
    WHOLE_BODY,
    /** The data of all events of an event stream joined by LF, {@code [DONE]} left out; a JSON body has none. */
    ALL_DATA,
    /** The data of the last event of an event stream that is not {@code [DONE]}; a JSON body has none. */
    LAST_DATA
}
