package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/**
 * A key that is known, and whose it is.
 *
 * @param key of the settings, or stored
 * @param account null if it is not stored: it is the deployment's own then, and has neither status nor plan
 */
record ShownKey(KnownKey key, @Nullable KnownAccount account) {

    /** By the SHA-256 of its secret: a key of the settings, else one that is stored; null if there is none. */
    static @Nullable ShownKey find(byte[] sha256, ConfiguredKeys configured, @Nullable KeySnapshot stored) {
        KnownKey key = configured.find(sha256);
        if (key != null) {
            return new ShownKey(key, account(key.caller(), stored));
        }
        return stored == null ? null : stored.find(sha256);
    }

    /** The caller's account; null if it is not stored. */
    static @Nullable KnownAccount account(Caller caller, @Nullable KeySnapshot stored) {
        return stored == null || caller.accountId() == null ? null : stored.account(caller.accountId());
    }
}
