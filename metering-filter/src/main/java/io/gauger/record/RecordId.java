package io.gauger.record;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes the ids of records: UUIDv7 (RFC 9562, section 5.7) with a millisecond timestamp and 74 random bits. The random
 * source is secure, so that ids neither collide over nodes nor can be guessed. Safe for concurrent use.
 */
public final class RecordId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecureRandom random = new SecureRandom();

    /** A new id for the instant, in milliseconds since the epoch. */
    public UUID next(long epochMilli) {
        long most = (epochMilli << 16) | VERSION_7 | (random.nextLong() & 0x0FFFL);
        long least = VARIANT | (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(most, least);
    }
}
