package io.gauger.store;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * Makes operator tokens: {@code gat_}, then 27 random characters of base62 (160.7 bits), then 6 characters that are the
 * CRC-32 (as in gzip, RFC 1952) of all before them in base62, most significant first. The checksum lets scanners
 * recognise a leaked token and tools a mistyped one; it protects nothing.
 */
final class TokenText {
    static final String PREFIX = "gat_";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 27;
    private static final int CHECKSUM_CHARACTERS = 6;

    private TokenText() {}

    static String generate(SecureRandom random) {
        StringBuilder token = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            token.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return token.append(checksum(token)).toString();
    }

    private static String checksum(CharSequence text) {
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            digits.append(BASE62.charAt((int) (rest % BASE62.length())));
            rest /= BASE62.length();
        }
        return digits.reverse().toString();
    }
}
