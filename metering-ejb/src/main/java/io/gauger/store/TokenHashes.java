package io.gauger.store;

import io.gauger.account.Operator;
import io.gauger.account.OperatorToken;
import io.gauger.account.OperatorTokens;
import io.gauger.admit.Hash;
import io.gauger.admit.Secret;
import io.gauger.store.OperatorTokenTable.Hashed;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens by their SHA-256, so that a check needs neither the database nor the secrets. Immutable. */
public final class TokenHashes implements OperatorTokens {
    private final List<Known> tokens;

    private TokenHashes(List<Known> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Taken before this millisecond since 1970. */
    private record Known(Hash hash, Operator operator, long validUntil) {}

    /** Those of both. */
    TokenHashes and(String token, Operator operator) {
        return and(Hash.of(token), operator);
    }

    private TokenHashes and(Hash hash, Operator operator) {
        List<Known> more = new ArrayList<>(tokens);
        more.add(new Known(hash, operator, Long.MAX_VALUE));
        return new TokenHashes(more);
    }

    /** Those that are stored, as long as they are taken. */
    static TokenHashes of(Collection<Hashed> stored) {
        return new TokenHashes(stored.stream()
                .filter(each -> each.token().status() == OperatorToken.Status.ACTIVE)
                .map(TokenHashes::known)
                .toList());
    }

    private static Known known(Hashed stored) {
        OperatorToken token = stored.token();
        Instant end = token.expiresAt();
        return new Known(
                Hash.ofHex(stored.hash()),
                new Operator("token " + token.prefix(), token.permissions(), token.email()),
                end == null ? Long.MAX_VALUE : end.toEpochMilli());
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
        long now = System.currentTimeMillis();
        Operator found = null;
        for (Known each : tokens) {
            boolean right =
                    MessageDigest.isEqual(HexFormat.of().parseHex(each.hash().hex()), hash);
            if (right && now < each.validUntil()) {
                found = each.operator();
            }
        }
        return found;
    }
}
