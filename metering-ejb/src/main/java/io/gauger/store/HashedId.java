package io.gauger.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An id made of values, the same for the same: 121 bits of their SHA-256 as a UUIDv8 (RFC 9562, section 5.8), whatever an
 * index of a database can hold. For one thread.
 */
final class HashedId {
    private static final long VERSION_8 = 0x8000L;

    /** RFC 9562, section 4.1, and a bit more, as MariaDB refuses some UUIDv8 without it. */
    private static final long VARIANT = 0xA000_0000_0000_0000L;

    private final MessageDigest digest;

    HashedId() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    /** With its length first, so that no two keys are one row of bytes; absent is no text. */
    HashedId text(@Nullable String text) {
        if (text == null) {
            return number(-1);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        digest.update(bytes);
        return this;
    }

    HashedId number(long number) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (number >>> shift));
        }
        return this;
    }

    HashedId id(UUID id) {
        return number(id.getMostSignificantBits()).number(id.getLeastSignificantBits());
    }

    UUID made() {
        byte[] hash = digest.digest();
        return new UUID(
                (number(hash, 0) & ~0xF000L) | VERSION_8,
                (number(hash, Long.BYTES) & 0x1FFF_FFFF_FFFF_FFFFL) | VARIANT);
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            number = (number << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return number;
    }
}
