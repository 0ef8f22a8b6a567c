package io.gauger.admin;

import io.gauger.rerate.AccountRerating;
import io.gauger.rerate.RepricedRecord;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import io.gauger.rerate.ReratingResult;
import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Re-ratings as they are answered. */
final class ReratingJson {
    private ReratingJson() {}

    static JsonObject of(Rerating rerating) {
        return fields(rerating).toJson();
    }

    static JsonObject of(Rerating rerating, ReratingResult result) {
        return with(fields(rerating), result, rerating.id()).toJson();
    }

    /** What an order would come to. */
    static JsonObject ofDryRun(ReratingOrder order, ReratingResult result) {
        return with(order(new JsonFields().absent("id").text("status", "dry_run"), order), result, null)
                .toJson();
    }

    static JsonObject of(RepricedRecord record, String rerating) {
        return new JsonFields()
                .text("record_id", record.recordId().toString())
                .time("time", record.time())
                .text("account_id", record.accountId())
                .text("rerating_id", rerating)
                .decimal("old_cost", record.oldCost())
                .decimal("new_cost", record.newCost())
                .decimal("difference", record.newCost().subtract(record.oldCost()))
                .decimal("old_market", record.oldMarket())
                .decimal("new_market", record.newMarket())
                .text("price_id", record.priceId())
                .toJson();
    }

    private static JsonFields fields(Rerating rerating) {
        JsonFields fields = new JsonFields()
                .text("id", rerating.id())
                .text("status", rerating.finishedAt() == null ? "unfinished" : "finished");
        return order(fields, rerating.order())
                .text("actor", rerating.actor())
                .time("created_at", rerating.createdAt())
                .time("finished_at", rerating.finishedAt());
    }

    private static JsonFields order(JsonFields fields, ReratingOrder order) {
        return fields.time("from", order.from())
                .time("to", order.to())
                .text("account_id", order.accountId())
                .text("reason", order.reason().isEmpty() ? null : order.reason());
    }

    private static JsonFields with(JsonFields fields, ReratingResult result, @Nullable String rerating) {
        return fields.value(
                        "totals",
                        JsonFields.array(result.totals().stream()
                                .map(total -> sums(new JsonFields(), total).toJson())
                                .toList()))
                .value(
                        "accounts",
                        JsonFields.array(result.accounts().stream()
                                .map(account -> account(account, rerating))
                                .toList()))
                .number("more_accounts", result.moreAccounts());
    }

    private static JsonObject account(AccountRerating account, @Nullable String rerating) {
        boolean posted = rerating != null && account.difference().signum() != 0;
        return sums(new JsonFields().text("account_id", account.name()), account)
                .text("reference", posted ? "rerating:" + rerating + ":" + account.name() : null)
                .toJson();
    }

    private static JsonFields sums(JsonFields fields, AccountRerating sums) {
        return fields.text("currency", sums.currency())
                .number("records", sums.records())
                .number("changed", sums.changed())
                .number("unpriced", sums.unpriced())
                .decimal("old_cost", sums.oldCost())
                .decimal("new_cost", sums.newCost())
                .decimal("difference", sums.difference())
                .decimal("adjustment", sums.difference().negate())
                .decimal("old_market", sums.oldMarket())
                .decimal("new_market", sums.newMarket());
    }
}
