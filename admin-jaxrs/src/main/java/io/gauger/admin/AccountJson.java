package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.AuditEntry;
import io.gauger.account.IssuedKey;
import io.gauger.account.KeyLimits;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Accounts, keys and the audit as they are answered. */
final class AccountJson {
    private AccountJson() {}

    static JsonObject of(Account account) {
        return fields(account).toJson();
    }

    /** With what it has left. */
    static JsonObject of(Account account, BigDecimal balance) {
        return fields(account).decimal("balance", balance).toJson();
    }

    private static JsonFields fields(Account account) {
        return new JsonFields()
                .text("id", account.id())
                .text("name", account.name())
                .text("status", word(account.status()))
                .text("plan_id", account.planId())
                .text("billing", word(account.billing()))
                .text("time_zone", account.timeZone())
                .text("currency", account.currency())
                .time("created_at", account.createdAt())
                .time("updated_at", account.updatedAt());
    }

    static JsonObject of(ApiKey key) {
        KeyLimits limits = key.limits();
        Integer rate = limits.rateLimitRpm();
        BigDecimal dollars = limits.usageLimitDollars();
        return new JsonFields()
                .text("id", key.id())
                .text("account_id", key.accountId())
                .text("name", key.name())
                .text("prefix", key.prefix())
                .text("status", word(key.status()))
                .list("allowed_routes", limits.allowedRoutes())
                .list("allowed_providers", limits.allowedProviders())
                .list("allowed_models", limits.allowedModels())
                .list("allowed_ips", limits.allowedIps())
                .number("rate_limit_rpm", rate == null ? null : Long.valueOf(rate))
                .text("usage_limit_dollars", dollars == null ? null : Decimals.text(dollars))
                .text("usage_limit_reset", word(limits.usageLimitReset()))
                .time("expires_at", limits.expiresAt())
                .time("created_at", key.createdAt())
                .time("updated_at", key.updatedAt())
                .toJson();
    }

    /** With the secret, this once. */
    static JsonObject of(IssuedKey issued) {
        return new JsonFields()
                .text("key", issued.secret())
                .text("id", issued.key().id())
                .value("proxy_key", of(issued.key()))
                .toJson();
    }

    static JsonObject of(AuditEntry entry) {
        return new JsonFields()
                .text("id", entry.id().toString())
                .time("time", entry.time())
                .text("actor", entry.actor())
                .text("action", word(entry.action()))
                .text("object", entry.object())
                .text("object_id", entry.objectId())
                .value("before", parsed(entry.before()))
                .value("after", parsed(entry.after()))
                .toJson();
    }

    private static JsonValue parsed(@Nullable String text) {
        if (text == null) {
            return JsonValue.NULL;
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
