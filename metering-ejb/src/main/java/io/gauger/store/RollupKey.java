package io.gauger.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a rollup sums: the requests of a quarter hour that are alike in every dimension, as one node wrote them.
 *
 * @param bucket the start of the quarter hour, in milliseconds since 1970
 * @param statusClass the first digit of the status
 * @param node who wrote it, so that nodes do not wait for each other
 */
record RollupKey(
        long bucket,
        @Nullable String accountId,
        @Nullable String keyId,
        String route,
        String endpoint,
        @Nullable String provider,
        @Nullable String model,
        int statusClass,
        UUID node) {

    /** By time, then as a person would look for them. */
    static final Comparator<RollupKey> ORDER = Comparator.comparingLong(RollupKey::bucket)
            .thenComparing(key -> orEmpty(key.accountId))
            .thenComparing(key -> orEmpty(key.keyId))
            .thenComparing(RollupKey::route)
            .thenComparing(RollupKey::endpoint)
            .thenComparing(key -> orEmpty(key.provider))
            .thenComparing(key -> orEmpty(key.model))
            .thenComparingInt(RollupKey::statusClass);

    private static final long QUARTER_HOUR_MS = 900_000;
    private static final int STATUSES_A_CLASS = 100;
    private static final long VERSION_8 = 0x8000L;

    /** RFC 9562, section 4.1, and a bit more, as MariaDB refuses some UUIDv8 without it. */
    private static final long VARIANT = 0xA000_0000_0000_0000L;

    static RollupKey of(RecordRow row, UUID node) {
        return new RollupKey(
                bucketOf(row.time),
                row.accountId,
                row.keyId,
                row.route,
                row.endpoint,
                row.provider,
                row.model,
                row.status / STATUSES_A_CLASS,
                node);
    }

    /** The start of the quarter hour. */
    static long bucketOf(long time) {
        return Math.floorDiv(time, QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
    }

    /** The same for the same values: 121 bits of their SHA-256 as a UUIDv8, whatever an index of a database can hold. */
    UUID id() {
        MessageDigest digest = sha256();
        number(bucket, digest);
        text(accountId, digest);
        text(keyId, digest);
        text(route, digest);
        text(endpoint, digest);
        text(provider, digest);
        text(model, digest);
        number(statusClass, digest);
        number(node.getMostSignificantBits(), digest);
        number(node.getLeastSignificantBits(), digest);
        byte[] hash = digest.digest();
        return new UUID(
                (number(hash, 0) & ~0xF000L) | VERSION_8,
                (number(hash, Long.BYTES) & 0x1FFF_FFFF_FFFF_FFFFL) | VARIANT);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** With its length first, so that no two keys are one row of bytes; absent is no text. */
    private static void text(@Nullable String text, MessageDigest digest) {
        if (text == null) {
            number(-1, digest);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length, digest);
        digest.update(bytes);
    }

    private static void number(long number, MessageDigest digest) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (number >>> shift));
        }
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            number = (number << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return number;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
