package io.gauger.admit;

import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 as the key of a map. Immutable. */
public final class Hash {
    private static final int BYTES = 32;

    final byte[] bytes;

    private Hash(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** Of 64 hexadecimal digits. */
    public static Hash ofHex(String digits) {
        return new Hash(HexFormat.of().parseHex(digits));
    }

    /** Of a secret. */
    public static Hash of(String secret) {
        return new Hash(Secret.sha256(secret));
    }

    /** In lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
