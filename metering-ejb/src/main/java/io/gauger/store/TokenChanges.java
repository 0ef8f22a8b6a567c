package io.gauger.store;

import io.gauger.account.AuditEntry;
import io.gauger.account.IssuedToken;
import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.admit.Secret;
import io.gauger.record.RecordId;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@link StoredChanges} does with operator tokens. */
final class TokenChanges {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final RecordId IDS = new RecordId();
    private static final String OPERATOR_TOKEN = "operator_token";

    private final Connection connection;
    private final long change;
    private final Instant now;
    private final AuditNote audit;

    TokenChanges(Connection connection, long change, Instant now, AuditNote audit) {
        this.connection = connection;
        this.change = change;
        this.now = now;
        this.audit = audit;
    }

    IssuedToken create(String name, @Nullable String email, Set<Permission> permissions, @Nullable Instant expiresAt)
            throws SQLException {
        String secret = Secret.generate(Secret.TOKEN, RANDOM);
        OperatorToken token = made(secret, name, email, permissions, expiresAt, now);
        OperatorTokenTable.insert(connection, secret, token, change);
        audit.of(AuditEntry.Action.CREATE, OPERATOR_TOKEN, token.id(), null, StateText.of(token));
        return new IssuedToken(token, secret);
    }

    /** A new token with this secret. */
    static OperatorToken made(
            String secret,
            String name,
            @Nullable String email,
            Set<Permission> permissions,
            @Nullable Instant expiresAt,
            Instant now) {
        return new OperatorToken(
                "tok_" + IDS.next(now.toEpochMilli()).toString().replace("-", ""),
                name,
                email,
                Secret.shown(secret),
                permissions,
                OperatorToken.Status.ACTIVE,
                expiresAt,
                now,
                now,
                1);
    }

    OperatorToken update(String id, @Nullable Long expected, boolean evenLast, UnaryOperator<OperatorToken> update)
            throws SQLException {
        OperatorToken before =
                OperatorTokenTable.find(connection, id).orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_TOKEN));
        StoredChanges.check(expected, before.version());
        OperatorToken wanted = update.apply(before);
        if (wanted.equals(before)) {
            return before;
        }
        if (before.status() == OperatorToken.Status.REVOKED) {
            throw new RefusedChange(Reason.TOKEN_IS_REVOKED);
        }
        if (!evenLast) {
            refuseLast(before, wanted);
        }
        OperatorToken after = new OperatorToken(
                id,
                wanted.name(),
                wanted.email(),
                wanted.prefix(),
                wanted.permissions(),
                wanted.status(),
                wanted.expiresAt(),
                before.createdAt(),
                now,
                before.version() + 1);
        OperatorTokenTable.update(connection, after, change);
        audit.of(AuditEntry.Action.UPDATE, OPERATOR_TOKEN, id, StateText.of(before), StateText.of(after));
        return after;
    }

    /** Whoever takes the last one away would be locked out, now or when those that are left have expired. */
    private void refuseLast(OperatorToken before, OperatorToken after) throws SQLException {
        List<OperatorToken> others =
                OperatorTokenTable.list(connection, OperatorToken.Status.ACTIVE, null, Integer.MAX_VALUE).stream()
                        .filter(token -> !token.id().equals(before.id()))
                        .toList();
        boolean losesWriter =
                before.writes(now) && !after.writes(now) && others.stream().noneMatch(token -> token.writes(now));
        boolean losesLasting = writesForGood(before)
                && !writesForGood(after)
                && others.stream().noneMatch(this::writesForGood);
        if (losesWriter || losesLasting) {
            throw new RefusedChange(Reason.LAST_WRITING_TOKEN);
        }
    }

    private boolean writesForGood(OperatorToken token) {
        return token.writes(now) && token.expiresAt() == null;
    }
}
