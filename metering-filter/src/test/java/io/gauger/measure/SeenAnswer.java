package io.gauger.measure;

import io.gauger.admit.Caller;
import io.gauger.extract.BodyReader;
import java.util.Set;

/** An answer of which everything is said at once. */
record SeenAnswer(
        Caller caller,
        String method,
        String path,
        String query,
        int status,
        String contentType,
        long requestBytes,
        long responseBytes,
        long durationMs,
        BodyReader body,
        boolean unreadable,
        Set<Flag> incidents,
        boolean complete)
        implements Answer {}
