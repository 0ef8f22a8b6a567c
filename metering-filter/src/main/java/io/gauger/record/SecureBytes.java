package io.gauger.record;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Random bytes that nobody can guess, many at once: the key stream of AES in counter mode, under a key that comes from
 * the platform's secure source and is often changed. To have all bytes from that source costs a hundred times as much,
 * and three times their size in garbage. Safe for concurrent use.
 */
final class SecureBytes {
    private static final String CIPHER = "AES/CTR/NoPadding";
    private static final int KEY = 32;
    private static final int COUNTER = 16;

    /** So often are bytes made under one key; two copies of a running machine make the same ones no longer than that. */
    private static final int TIMES = 64;

    private final SecureRandom random = new SecureRandom();
    private final @Nullable Cipher cipher = cipher();
    private final byte[] zeros;
    private int left;

    /** Makes so many bytes at a time. */
    SecureBytes(int length) {
        zeros = new byte[length];
    }

    /** The next bytes, in an array that is the caller's. */
    synchronized byte[] next() {
        byte[] bytes = new byte[zeros.length];
        if (cipher == null || !encrypt(cipher, bytes)) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private boolean encrypt(Cipher stream, byte[] target) {
        try {
            if (left == 0) {
                byte[] seed = new byte[KEY + COUNTER];
                random.nextBytes(seed);
                stream.init(
                        Cipher.ENCRYPT_MODE,
                        new SecretKeySpec(seed, 0, KEY, "AES"),
                        new IvParameterSpec(seed, KEY, COUNTER));
                left = TIMES;
            }
            left--;
            return stream.update(zeros, 0, zeros.length, target) == zeros.length;
        } catch (GeneralSecurityException e) {
            left = 0;
            return false;
        }
    }

    /** Not every Java platform must have it. */
    private static @Nullable Cipher cipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
