package io.gauger.admin;

import io.gauger.pay.CreditPackage;
import io.gauger.pay.Purchase;
import io.gauger.pay.Refund;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Credit packages, purchases and refunds as they are answered. */
final class PurchaseJson {
    private PurchaseJson() {}

    static JsonObject of(CreditPackage sold) {
        return new JsonFields()
                .text("id", sold.id())
                .text("name", sold.name())
                .decimal("amount", sold.amount())
                .text("currency", sold.currency())
                .decimal("credits", sold.credits())
                .number("valid_days", whole(sold.validDays()))
                .toJson();
    }

    /** Without its refunds. */
    static JsonObject of(Purchase purchase) {
        return fields(purchase).toJson();
    }

    static JsonObject of(Purchase purchase, List<Refund> refunds) {
        List<JsonObject> told =
                refunds.stream().map(refund -> of(refund, purchase.currency())).toList();
        return fields(purchase).value("refunds", JsonFields.array(told)).toJson();
    }

    static JsonObject of(Refund refund, String currency) {
        return new JsonFields()
                .text("id", refund.id())
                .text("purchase_id", refund.purchaseId())
                .text("status", word(refund.status()))
                .decimal("amount", refund.amount())
                .text("currency", currency)
                .decimal("credits", refund.credits())
                .text("reason", refund.reason())
                .text("provider_refund_id", refund.providerId())
                .time("created_at", refund.createdAt())
                .time("completed_at", refund.completedAt())
                .toJson();
    }

    private static JsonFields fields(Purchase purchase) {
        return new JsonFields()
                .text("id", purchase.id())
                .text("account_id", purchase.accountId())
                .text("package_id", purchase.what().id())
                .text("package_name", purchase.what().name())
                .text("status", word(purchase.status()))
                .decimal("amount", purchase.amount())
                .text("currency", purchase.currency())
                .decimal("credits", purchase.credits())
                .text("provider", purchase.at().provider())
                .text("session_id", purchase.at().session())
                .text("payment_id", purchase.at().payment())
                .text("checkout_url", purchase.at().checkoutUrl())
                .time("created_at", purchase.createdAt())
                .time("completed_at", purchase.completedAt())
                .time("credits_expire_at", purchase.creditsExpireAt())
                .time("expired_at", purchase.takenBack().expiredAt())
                .decimal("expired_credits", purchase.takenBack().expiredCredits())
                .decimal("refunded_amount", purchase.takenBack().refundedAmount())
                .decimal("refunded_credits", purchase.takenBack().refundedCredits())
                .text("problem", purchase.problem());
    }

    private static @Nullable Long whole(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
