package io.gauger.admit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key or operator token: its prefix, then 27 random characters of base62 (160.7 bits), then 6
 * characters that are the CRC-32 (as in gzip, RFC 1952) of all before them in base62, most significant first. The
 * checksum lets scanners recognise a leaked secret and tells a mistyped one; it protects nothing. A secret is kept and
 * looked for by its SHA-256 only: with so much randomness a slow hash would add nothing.
 */
public final class Secret {
    /** API keys begin so; everything else belongs to the application. */
    public static final String KEY = "gk_";

    /** Operator tokens begin so. */
    public static final String TOKEN = "gat_";

    /** How many characters of a secret may be shown. */
    public static final int SHOWN = 8;

    /** Longer texts are not hashed to be wrong, so that nobody can have work done by them. */
    public static final int LONGEST = 256;

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 27;
    private static final int CHECKSUM_CHARACTERS = 6;

    /** Only ever copied: to ask for a new one each time takes longer than to hash. Null where copies cannot be made. */
    private static final @Nullable MessageDigest UNUSED = copy(newDigest());

    private Secret() {}

    /** A new secret with this prefix. */
    public static String generate(String prefix, SecureRandom random) {
        StringBuilder text = new StringBuilder(prefix);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return text.append(checksum(text.toString())).toString();
    }

    /** What may be shown of it. */
    public static String shown(String secret) {
        return secret.substring(0, Math.min(SHOWN, secret.length()));
    }

    /** Its hash, of 32 bytes. */
    public static byte[] sha256(String secret) {
        MessageDigest copy = copy(UNUSED);
        MessageDigest digest = copy == null ? newDigest() : copy;
        return digest.digest(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable MessageDigest copy(@Nullable MessageDigest digest) {
        try {
            return digest == null ? null : (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            // as those of some hardware
            return null;
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Whether it has the length of one that was generated with this prefix, but not its checksum. */
    static boolean isMistyped(String prefix, String text) {
        int end = prefix.length() + RANDOM_CHARACTERS;
        return text.length() == end + CHECKSUM_CHARACTERS
                && !text.substring(end).equals(checksum(text.substring(0, end)));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            digits.append(BASE62.charAt((int) (rest % BASE62.length())));
            rest /= BASE62.length();
        }
        return digits.reverse().toString();
    }
}
