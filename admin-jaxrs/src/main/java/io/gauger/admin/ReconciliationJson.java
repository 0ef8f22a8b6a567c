package io.gauger.admin;

import io.gauger.journal.JournalState;
import io.gauger.runtime.Health;
import io.gauger.usage.Difference;
import io.gauger.usage.Dimension;
import io.gauger.usage.LedgerProof;
import io.gauger.usage.Reconciliation;
import jakarta.json.JsonObject;
import java.util.List;

/** A reconciliation as it is answered. */
final class ReconciliationJson {
    private ReconciliationJson() {}

    static JsonObject of(Reconciliation stored, Health health) {
        List<Unaccounted> unaccounted = Unaccounted.of(stored, health);
        LedgerProof ledger = stored.ledger();
        boolean agrees = unaccounted.isEmpty()
                && stored.differences().isEmpty()
                && ledger.differences().isEmpty();
        return new JsonFields()
                .time(TimeBounds.FROM, stored.range().from())
                .time(TimeBounds.TO, stored.range().to())
                .time("records_kept_from", stored.recordsKeptFrom())
                .truth("agrees", agrees)
                .value("records", UsageJson.measures(new JsonFields(), stored.records()))
                .value("rollups", UsageJson.measures(new JsonFields(), stored.rollups()))
                .value("journal", journal(health))
                .number("dead_letters", stored.deadLetters())
                .value(
                        "unaccounted",
                        JsonFields.array(unaccounted.stream()
                                .map(each -> new JsonFields()
                                        .text("kind", each.kind().wireName())
                                        .number("count", each.count())
                                        .toJson())
                                .toList()))
                .value(
                        "differences",
                        JsonFields.array(stored.differences().stream()
                                .map(ReconciliationJson::difference)
                                .toList()))
                .number("more_differences", stored.moreDifferences())
                .value("ledger", ledger(ledger))
                .toJson();
    }

    /** As far as it bears on whether anything is missing; the rest is in health. */
    private static JsonObject journal(Health health) {
        JournalState journal = health.journal();
        return new JsonFields()
                .number("backlog", health.backlog())
                .time("oldest_unwritten", health.oldestUnwritten())
                .number("unwritten_summaries", journal.unwrittenSummaries())
                .number("lost", health.lost())
                .list("corrupt", journal.corrupt())
                .toJson();
    }

    private static JsonObject ledger(LedgerProof proof) {
        return new JsonFields()
                .number("accounts", proof.accounts())
                .number("entries", proof.entries())
                .value(
                        "differences",
                        JsonFields.array(proof.differences().stream()
                                .map(each -> new JsonFields()
                                        .text("figure", AccountJson.word(each.figure()))
                                        .text("owner", each.owner())
                                        .text("at", each.at())
                                        .text("expected", each.expected())
                                        .text("found", each.found())
                                        .toJson())
                                .toList()))
                .number("more_differences", proof.moreDifferences())
                .toJson();
    }

    private static JsonObject difference(Difference difference) {
        return new JsonFields()
                .time("bucket", difference.bucket())
                .text("account_id", difference.group().get(Dimension.ACCOUNT))
                .text("key_id", difference.group().get(Dimension.KEY))
                .text("route", difference.group().get(Dimension.ROUTE))
                .text("endpoint", difference.group().get(Dimension.ENDPOINT))
                .text("provider", difference.group().get(Dimension.PROVIDER))
                .text("model", difference.group().get(Dimension.MODEL))
                .text("status", difference.group().get(Dimension.STATUS))
                .text("measure", difference.measure())
                .text("records", difference.records())
                .text("rollups", difference.rollups())
                .toJson();
    }
}
