package io.gauger.store;

import io.gauger.account.Operator;
import io.gauger.account.OperatorTokens;
import io.gauger.admit.Hash;
import io.gauger.admit.Secret;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens by their SHA-256, so that a check needs neither the database nor the secrets. Immutable. */
public final class TokenHashes implements OperatorTokens {
    private final List<Known> tokens;

    private TokenHashes(List<Known> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    private record Known(Hash hash, Operator operator) {}

    /** Those of both. */
    TokenHashes and(String token, Operator operator) {
        return and(Hash.of(token), operator);
    }

    TokenHashes and(Hash hash, Operator operator) {
        List<Known> more = new ArrayList<>(tokens);
        more.add(new Known(hash, operator));
        return new TokenHashes(more);
    }

    static TokenHashes none() {
        return new TokenHashes(List.of());
    }

    static String hex(String token) {
        return Hash.of(token).hex();
    }

    /** Whose it is; the time taken does not tell which it was, or how much of it was right. */
    @Override
    public @Nullable Operator find(String token) {
        byte[] hash = Secret.sha256(token);
        Operator found = null;
        for (Known each : tokens) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(each.hash().hex()), hash)) {
                found = each.operator();
            }
        }
        return found;
    }
}
