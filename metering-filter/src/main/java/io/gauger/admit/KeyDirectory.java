package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/** Knows the callers by their keys. Implementations are safe for concurrent use and answer without waiting. */
interface KeyDirectory {
    /** The caller whose secret has this SHA-256 in lower-case hexadecimal; null if there is none. */
    @Nullable
    Caller find(String sha256);
}
