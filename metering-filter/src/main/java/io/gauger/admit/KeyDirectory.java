package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/**
 * Where stored keys and accounts are known. Implementations are safe for concurrent use, and answer without waiting for
 * anything: they are asked on request threads.
 */
@FunctionalInterface
public interface KeyDirectory {
    /** Knows no key and no account. */
    KeyDirectory NONE = () -> KeySnapshot.EMPTY;

    /** What is known now; null as long as nothing was read since the start. */
    @Nullable
    KeySnapshot current();
}
