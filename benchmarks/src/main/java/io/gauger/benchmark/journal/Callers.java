package io.gauger.benchmark.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/** Keys in the settings, ten to an account. */
final class Callers {
    private static final int KEYS_AN_ACCOUNT = 10;
    private static final int RANDOM_BYTES = 20;

    private final String[] authorizations;

    Callers(int count) {
        Random random = new Random(1);
        byte[] bytes = new byte[RANDOM_BYTES];
        authorizations = new String[count];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            authorizations[i] = "Bearer gk_" + HexFormat.of().formatHex(bytes);
        }
    }

    /** The header that shows a key; any number is one. */
    String authorization(int number) {
        return authorizations[number % authorizations.length];
    }

    /** Adds all keys as an operator would write them. */
    void addTo(Map<String, String> settings) {
        for (int i = 0; i < authorizations.length; i++) {
            String secret = authorizations[i].substring("Bearer ".length());
            settings.put(
                    "gauger.key.key-" + i,
                    "account=acct-" + i / KEYS_AN_ACCOUNT + " sha256=" + sha256(secret) + " prefix="
                            + secret.substring(0, 8) + " name=production");
        }
    }

    private static String sha256(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
