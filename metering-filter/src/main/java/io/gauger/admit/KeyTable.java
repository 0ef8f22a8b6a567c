package io.gauger.admit;

import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys by the SHA-256 of their secrets. A slot is chosen by the hash's first bytes, which whoever guesses cannot choose;
 * the whole hash is then compared in constant time. Beside a key stands its account, to find which by its id would take as
 * long again. Immutable.
 */
final class KeyTable {
    private final byte[] @Nullable [] hashes;
    private final @Nullable KnownKey[] keys;
    private final @Nullable KnownAccount[] accounts;

    /**
     * Keys by the lower-case hexadecimal of their hashes would cost twice the memory, so by {@link Hash}.
     *
     * @param account tells the account of a caller, or null
     */
    KeyTable(Map<Hash, KnownKey> known, Function<Caller, @Nullable KnownAccount> account) {
        // at most half full, so that a search ends soon
        int slots = Integer.highestOneBit(Math.max(1, known.size())) << 2;
        hashes = new byte[slots][];
        keys = new KnownKey[slots];
        accounts = new KnownAccount[slots];
        known.forEach((hash, key) -> {
            int slot = slot(hash.bytes);
            while (hashes[slot] != null) {
                slot = next(slot);
            }
            hashes[slot] = hash.bytes;
            keys[slot] = key;
            accounts[slot] = account.apply(key.caller());
        });
    }

    /** The key whose secret has this hash, and its account; null if there is none. */
    @Nullable
    ShownKey find(byte[] sha256) {
        int slot = slot(sha256);
        byte[] there = hashes[slot];
        while (there != null) {
            if (MessageDigest.isEqual(there, sha256)) {
                KnownKey key = keys[slot];
                return key == null ? null : new ShownKey(key, accounts[slot]);
            }
            slot = next(slot);
            there = hashes[slot];
        }
        return null;
    }

    private int slot(byte[] hash) {
        return ((hash[0] & 0xFF) << 24 | (hash[1] & 0xFF) << 16 | (hash[2] & 0xFF) << 8 | (hash[3] & 0xFF))
                & (hashes.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (hashes.length - 1);
    }
}
