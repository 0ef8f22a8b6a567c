package io.gauger.admit;

import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys by the SHA-256 of their secrets, found without any allocation. A slot is chosen by the hash's first bytes, which
 * whoever guesses cannot choose; the whole hash is then compared in constant time. Immutable.
 */
final class KeyTable {
    private final byte[] @Nullable [] hashes;
    private final @Nullable KnownKey[] keys;

    /** Keys by the lower-case hexadecimal of their hashes would cost twice the memory, so by {@link Hash}. */
    KeyTable(Map<Hash, KnownKey> known) {
        // at most half full, so that a search ends soon
        int slots = Integer.highestOneBit(Math.max(1, known.size())) << 2;
        hashes = new byte[slots][];
        keys = new KnownKey[slots];
        known.forEach((hash, key) -> {
            int slot = slot(hash.bytes);
            while (hashes[slot] != null) {
                slot = next(slot);
            }
            hashes[slot] = hash.bytes;
            keys[slot] = key;
        });
    }

    /** The key whose secret has this hash; null if there is none. */
    @Nullable
    KnownKey find(byte[] sha256) {
        int slot = slot(sha256);
        byte[] there = hashes[slot];
        while (there != null) {
            if (MessageDigest.isEqual(there, sha256)) {
                return keys[slot];
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
