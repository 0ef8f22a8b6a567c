package io.gauger.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Tokens by their SHA-256, so that a check needs neither the database nor the secrets. Immutable. */
public final class TokenHashes {
    private final List<byte[]> hashes;

    private TokenHashes(List<byte[]> hashes) {
        this.hashes = hashes;
    }

    static TokenHashes of(Collection<String> tokens) {
        return new TokenHashes(tokens.stream().map(TokenHashes::sha256).toList());
    }

    static TokenHashes ofHex(Collection<String> hashes) {
        return new TokenHashes(hashes.stream().map(HexFormat.of()::parseHex).toList());
    }

    static String hex(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    /** Whether it is one of these; the time taken does not tell which, or how much of it was right. */
    public boolean matches(String token) {
        byte[] hash = sha256(token);
        boolean found = false;
        for (byte[] each : hashes) {
            found |= MessageDigest.isEqual(each, hash);
        }
        return found;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
