package io.gauger.store;

import io.gauger.admit.Hash;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An answer that only who knows the idempotency key can read (AES-256-GCM under a hash of it), so that the database holds
 * no secret that was in an answer. The row is found by another hash.
 */
final class SealedAnswer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String id;
    private final SecretKeySpec key;

    /** Of an actor's idempotency key. */
    SealedAnswer(String actor, String idempotencyKey) {
        this.id = Hash.of("find\n" + actor + "\n" + idempotencyKey).hex();
        byte[] bytes = HexFormat.of()
                .parseHex(Hash.of("seal\n" + actor + "\n" + idempotencyKey).hex());
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** By what it is found. */
    String id() {
        return id;
    }

    byte[] seal(byte[] answer) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, answer);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    byte[] open(byte[] sealed) {
        return apply(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
    }

    private byte[] apply(int mode, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An answer that was given before cannot be sealed or opened", e);
        }
    }
}
