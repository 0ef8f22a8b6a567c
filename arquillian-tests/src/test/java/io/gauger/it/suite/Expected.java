package io.gauger.it.suite;

import java.util.Set;

/**
 * What a cell must come to. Immutable.
 *
 * @param answered the status that the client gets
 * @param status as recorded
 * @param bytes of the answer's body, as recorded; {@link #AS_RECEIVED} if only the client can tell
 * @param received what of the body the client gets
 * @param units as recorded; null if they are the recorded bytes
 * @param flags as recorded
 * @param route that the record names
 * @param requestBytes as recorded
 * @param events of an event stream, as recorded, or {@link #ANY}; 0 of any other answer
 * @param streaming whether the answer is recorded as a stream
 * @param tokens as recorded; null if the cell is not about them
 * @param sameness how the answer stands to the one without Gauger
 */
record Expected(
        int answered,
        int status,
        long bytes,
        Received received,
        String units,
        Set<String> flags,
        String route,
        long requestBytes,
        int events,
        boolean streaming,
        Tokens tokens,
        Sameness sameness) {

    static final long AS_RECEIVED = -1;

    /** The answer is an event stream, and how many events there were depends on the moment. */
    static final int ANY = -1;

    /** How the body that the client gets stands to the bytes that are recorded. */
    enum Received {
        /** It is these bytes. */
        ALL,
        /** The client hung up and had some of them. */
        SOME,
        /** The container's writer makes others of the same characters. */
        OTHERS,
        /** They are none; the body is the container's, which writes below the filter. */
        THE_CONTAINERS
    }

    /** What is recorded of the tokens of an AI answer; null for a count that it did not tell. */
    record Tokens(Integer prompt, Integer completion, Integer cached, String basis) {}

    /** How far an answer must be that without Gauger. */
    enum Sameness {
        BYTE_FOR_BYTE,
        /** It is framed otherwise. */
        BUT_FRAMING,
        /** It is framed otherwise, and the container's body tells of Gauger. */
        BUT_BODY
    }

    /** An answer with so many bytes, billed by them unless it is an error of the server. */
    static Expected answer(int status, long bytes) {
        return new Expected(
                status,
                status,
                bytes,
                Received.ALL,
                status >= 500 ? "0" : null,
                Set.of(),
                "all",
                0,
                0,
                false,
                null,
                Sameness.BYTE_FOR_BYTE);
    }

    static Expected ok(long bytes) {
        return answer(200, bytes);
    }

    /** The client gets a body all the same, all of it the container's. */
    Expected withTheContainersBody() {
        return received(Received.THE_CONTAINERS);
    }

    Expected answered(int answered) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    Expected bytes(long bytes) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    Expected received(Received received) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    Expected units(String units) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    Expected flags(String... flags) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                Set.of(flags),
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    Expected route(String route) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    Expected requestBytes(long requestBytes) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    /** The answer is an event stream. */
    Expected events(int events) {
        return new Expected(
                answered, status, bytes, received, units, flags, route, requestBytes, events, true, tokens, sameness);
    }

    /** The answer is a stream of JSON by lines, which has no events. */
    Expected lines() {
        return new Expected(
                answered, status, bytes, received, units, flags, route, requestBytes, 0, true, tokens, sameness);
    }

    Expected tokens(Tokens tokens) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }

    Expected sameness(Sameness sameness) {
        return new Expected(
                answered,
                status,
                bytes,
                received,
                units,
                flags,
                route,
                requestBytes,
                events,
                streaming,
                tokens,
                sameness);
    }
}
