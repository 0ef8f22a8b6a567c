package io.gauger.alert;

import io.gauger.settings.SettingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret by which the receiver knows that a webhook is ours, symmetric (Standard Webhooks 1.0.0, "Signature scheme").
 * Immutable; deliberately without {@code toString}.
 */
final class WebhookSecret {
    static final String SETTING = "gauger.webhook-secret";

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /**
     * One or more, with commas or blanks between them: the new one and those that are still in use.
     *
     * @throws SettingException if one of them is none; it tells no secret
     */
    static List<WebhookSecret> parse(String setting) {
        List<WebhookSecret> secrets = new ArrayList<>();
        for (String text : setting.strip().split("[,\\s]+", -1)) {
            secrets.add(one(text, secrets.size() + 1));
        }
        return List.copyOf(secrets);
    }

    private static WebhookSecret one(String text, int number) {
        String expected = SETTING + " must be " + PREFIX + " and the Base64 of " + SHORTEST + " to " + LONGEST
                + " random bytes, such as: echo " + PREFIX + "$(openssl rand -base64 32); ";
        if (!text.startsWith(PREFIX)) {
            throw new SettingException(expected + "secret " + number + " does not begin with " + PREFIX);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new SettingException(expected + "secret " + number + " is no Base64");
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new SettingException(expected + "secret " + number + " has " + key.length + " bytes");
        }
        return new WebhookSecret(key);
    }

    /** The signature of the one version that is symmetric, with its name. */
    String sign(String id, long timestamp, String payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + payload).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every JDK has " + ALGORITHM, e);
        }
    }
}
