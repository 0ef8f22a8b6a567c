package io.gauger.admit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The secret of an API key is known only by its SHA-256; this makes and shows it. */
final class ApiKey {
    /** Only values that begin so are our keys; everything else belongs to the application. */
    static final String PREFIX = "gk_";

    /** How many characters of a secret may be shown. */
    static final int SHOWN = 8;

    private ApiKey() {}

    /** The hash of a secret in lower-case hexadecimal. */
    static String sha256(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
