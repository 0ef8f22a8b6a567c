package io.gauger.admit;

/** Why a request may not run, as its problem says (RFC 9457). The codes are a contract. */
public enum RefusalReason {
    MISSING_KEY(
            401,
            "missing_key",
            "API key missing",
            "Send your API key as 'Authorization: Bearer gk_…' or 'X-API-Key: gk_…'."),
    UNKNOWN_CALLER(401, "unknown_caller", "Caller unknown", "Who calls could not be found out. Try again later."),
    UNKNOWN_KEY(401, "invalid_key", "Invalid API key", "The API key is not known here."),
    MISTYPED_KEY(
            401,
            "invalid_key",
            "Invalid API key",
            "The API key is mistyped or cut: the checksum at its end is not that of the rest."),
    CONFLICTING_KEYS(401, "invalid_key", "Invalid API key", "The request shows two API keys that differ."),
    /** Until a node has read the keys for the first time it cannot tell a customer's from an invented one. */
    NOT_READY(
            503,
            "keys_not_loaded",
            "API keys are not loaded yet",
            "This server has not read its API keys since it was started. Try again."),
    /** By a fault of ours, which the log tells. */
    NOT_JUDGED(
            503,
            "admission_failed",
            "Admission failed",
            "A fault of this server kept it from finding out whether the request may run. Try again."),
    KEY_REVOKED(403, "key_revoked", "API key revoked", "The API key was revoked or switched off."),
    KEY_EXPIRED(403, "key_expired", "API key expired", "The API key is past its end."),
    ACCOUNT_INACTIVE(403, "account_inactive", "Account inactive", "The account of this caller is not active."),
    IP_BLOCKED(403, "ip_blocked", "Address not allowed", "The API key may not be used from this address."),
    ROUTE_NOT_ALLOWED(403, "route_not_allowed", "Route not allowed", "The API key may not be used for this route."),
    RATE_LIMITED(
            429,
            "rate_limited",
            "Too many requests",
            "The API key has used up its requests a minute. Wait as long as Retry-After says."),
    ORGANIZATION_RATE_LIMITED(
            429,
            "organization_rate_limited",
            "Too many requests",
            "All keys of the account together have used up its requests a minute. Wait as long as Retry-After says."),
    /** The status is that of {@code gauger.payment-required-status}. */
    QUOTA_EXCEEDED(
            402, "quota_exceeded", "Quota exceeded", "What is left of the account's quota is less than this takes."),
    QUOTA_UNKNOWN(
            503,
            "quota_unknown",
            "Quota not known",
            "What is left of the account's quota could not be told just now. Try again."),
    /** As with {@link #QUOTA_EXCEEDED}, the status of this and the next two is that of the setting. */
    INSUFFICIENT_CREDITS(
            402,
            "insufficient_credits",
            "Insufficient credits",
            "What is left of the account's credits is less than this takes."),
    SPEND_EXCEEDED(
            402,
            "spend_exceeded",
            "Spend limit exceeded",
            "What is left of the API key's spend limit is less than this takes."),
    BUDGET_EXCEEDED(
            402, "budget_exceeded", "Budget exceeded", "What is left of the account's budget is less than this takes."),
    MONEY_UNKNOWN(
            503,
            "money_unknown",
            "Credits or budget not known",
            "What is left of the account's credits or budget, or of the API key's spend limit, could not be told just"
                    + " now. Try again."),
    PROVIDER_NOT_ALLOWED(
            403,
            "provider_not_allowed",
            "Provider not allowed",
            "The API key may not be used for the provider that serves this route."),
    MODEL_NOT_ALLOWED(
            403,
            "model_not_allowed",
            "Model not allowed",
            "The API key may not be used for the model that the request asks for.");

    private final int status;
    private final String error;
    private final String title;
    private final String detail;

    RefusalReason(int status, String error, String title, String detail) {
        this.status = status;
        this.error = error;
        this.title = title;
        this.detail = detail;
    }

    /** The HTTP status to answer. */
    public int status() {
        return status;
    }

    /** The stable code of the problem. */
    public String error() {
        return error;
    }

    /** What kind of problem it is. */
    public String title() {
        return title;
    }

    /** What the caller can do about it. */
    public String detail() {
        return detail;
    }
}
