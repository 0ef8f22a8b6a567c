package io.gauger.admin;

import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client says of an operator token. */
final class TokenBody {
    private static final String PERMISSIONS = "permissions";
    private static final String EXPIRES_AT = "expires_at";
    private static final String EMAIL = "email";
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final JsonBody body;
    private final @Nullable String name;
    private final @Nullable String email;
    private final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    private final @Nullable Instant end;

    private TokenBody(JsonBody body, Instant now) {
        this.body = body;
        name = body.text("name", 255);
        email = body.textOrNull(EMAIL, 255);
        List<String> words = body.texts(
                PERMISSIONS, word -> Permission.of(word) == null ? "must be one of read, write, meter:write" : null);
        words.forEach(word -> permissions.addAll(Permission.all(word)));
        end = body.instant(EXPIRES_AT);
        if (email != null && !ADDRESS.matcher(email).matches()) {
            body.reject(EMAIL, "must be an e-mail address such as ops@example.com");
        }
        if (body.has(PERMISSIONS) && permissions.isEmpty() && !body.isRefused(PERMISSIONS)) {
            body.reject(PERMISSIONS, "must have one at least");
        }
        if (end != null && !end.isAfter(now)) {
            body.reject(EXPIRES_AT, "must be in the future");
        }
    }

    /** For a new token, which is always active. */
    static TokenBody ofNew(InputStream sent, Instant now) {
        TokenBody token = new TokenBody(new JsonBody(sent, Set.of("name", EMAIL, PERMISSIONS, EXPIRES_AT)), now);
        token.body.require("name");
        token.body.require(PERMISSIONS);
        token.body.check();
        return token;
    }

    /** For a change, where what is absent stays as it is; it keeps the e-mail it was made for. */
    static TokenBody ofChange(InputStream sent, Instant now) {
        TokenBody token = new TokenBody(new JsonBody(sent, Set.of("name", PERMISSIONS, EXPIRES_AT)), now);
        token.body.check();
        return token;
    }

    String sent() {
        return body.sent();
    }

    String name() {
        return String.valueOf(name);
    }

    @Nullable
    String email() {
        return email;
    }

    Set<Permission> permissions() {
        return Set.copyOf(permissions);
    }

    @Nullable
    Instant expiresAt() {
        return end;
    }

    OperatorToken applied(OperatorToken token) {
        return token.with(
                name == null ? token.name() : name,
                permissions.isEmpty() ? token.permissions() : permissions,
                token.status(),
                body.has(EXPIRES_AT) ? end : token.expiresAt());
    }
}
