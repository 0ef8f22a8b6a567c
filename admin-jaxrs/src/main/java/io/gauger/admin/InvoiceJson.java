package io.gauger.admin;

import io.gauger.bill.Invoice;
import io.gauger.bill.InvoiceLine;
import io.gauger.bill.PlanCharge;
import io.gauger.ledger.LedgerEntry;
import io.gauger.price.Price;
import io.gauger.price.Rates;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An invoice as it is answered. */
final class InvoiceJson {
    private InvoiceJson() {}

    static JsonObject of(Invoice invoice) {
        BigDecimal saved = invoice.market().subtract(invoice.total());
        List<JsonObject> lines = invoice.lines().stream().map(InvoiceJson::line).toList();
        List<JsonObject> payments =
                invoice.payments().stream().map(InvoiceJson::payment).toList();
        return new JsonFields()
                .text("account_id", invoice.account().id())
                .text("account_name", invoice.account().name())
                .text("currency", invoice.account().currency())
                .text("period", invoice.month().toString())
                .text("time_zone", invoice.account().timeZone())
                .time("start", invoice.start())
                .time("end", invoice.end())
                .text("status", invoice.open() ? "open" : "closed")
                .value("lines", JsonFields.array(lines))
                .decimal("total", invoice.total())
                .decimal("market", invoice.market())
                .decimal("saved", saved)
                .ratio("saved_percentage", UsageJson.savedPercentage(invoice.market(), invoice.total()))
                .value("payments", JsonFields.array(payments))
                .toJson();
    }

    private static JsonObject line(InvoiceLine line) {
        JsonFields fields = new JsonFields();
        if (line instanceof InvoiceLine.Usage usage) {
            usage(fields.text("type", "usage"), usage);
        } else if (line instanceof InvoiceLine.Plan plan) {
            plan(fields.text("type", "plan"), plan.charge(), plan.posted());
        } else if (line instanceof InvoiceLine.Overage overage) {
            PlanCharge charge = overage.charge();
            plan(fields.text("type", "overage"), charge, overage.posted())
                    .number("number", charge.number())
                    .text("meter_type", charge.counted().name().toLowerCase(Locale.ROOT))
                    .decimal("quantity", charge.overage())
                    .decimal("unit_price", charge.overagePrice());
        } else if (line instanceof InvoiceLine.Adjustment adjustment) {
            fields.text("type", "adjustment")
                    .text("entry_id", adjustment.entry().toString())
                    .text("reference", adjustment.reference())
                    .text("reason", adjustment.reason());
        }
        return fields.decimal("market", line.market())
                .decimal("amount", line.amount())
                .toJson();
    }

    private static void usage(JsonFields fields, InvoiceLine.Usage usage) {
        Price price = usage.price();
        fields.text("route", usage.route())
                .text("provider", usage.provider())
                .text("model", usage.model())
                .number("requests", usage.requests())
                .number("prompt_tokens", usage.promptTokens())
                .number("completion_tokens", usage.completionTokens())
                .number("cached_tokens", usage.cachedTokens())
                .decimal("units", usage.units())
                .text("price_id", price == null ? null : price.id());
        if (price == null) {
            fields.absent("price");
        } else {
            Rates rates = price.cost();
            fields.value(
                    "price",
                    new JsonFields()
                            .decimal("prompt", rates.prompt())
                            .decimal("completion", rates.completion())
                            .decimal("cached", rates.cached())
                            .decimal("per_unit", rates.perUnit())
                            .time("effective_from", Instant.ofEpochMilli(price.effectiveFrom()))
                            .toJson());
        }
    }

    private static JsonFields plan(JsonFields fields, PlanCharge charge, boolean posted) {
        return fields.text("plan_id", charge.planId())
                .text("plan_name", charge.planName())
                .time("start", Instant.ofEpochMilli(charge.period().start()))
                .time("end", Instant.ofEpochMilli(charge.period().end()))
                .truth("posted", posted);
    }

    private static JsonObject payment(LedgerEntry entry) {
        return new JsonFields()
                .text("entry_id", entry.id().toString())
                .time("time", entry.time())
                .text("type", entry.type().name().toLowerCase(Locale.ROOT))
                .decimal("amount", entry.amount())
                .text("reference", entry.reference())
                .toJson();
    }
}
