package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.AuditEntry;
import io.gauger.account.Directory.PriceQuery;
import io.gauger.account.PriceVersion;
import io.gauger.account.PriceVersion.State;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.record.UsageRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prices, and what they make of records, as every database must do it; a database is one subclass. */
abstract class PricesKit extends RatedStore {
    @Test
    void aPriceIsKnownAtOnceAndToOtherNodesByTheirNextLook() {
        try (Store other = reopened()) {
            PriceVersion made = change(changes -> changes.createPrice(ofModel("p1", "gpt-*", "2.5", FIRST)));

            assertThat(made.stored().price().cost().prompt()).isEqualByComparingTo("2.5");
            assertThat(found(store, "gpt-4").id()).isEqualTo("p1");
            assertThat(other.prices().current().isEmpty()).isTrue();
            other.refresh();
            assertThat(found(other, "gpt-4").id()).isEqualTo("p1");
            assertThat(store.directory().price("p1")).contains(made);
            AuditEntry audit = store.directory().audit("p1", null, 1).get(0);
            assertThat(audit.object()).isEqualTo("price");
            assertThat(audit.after()).contains("\"model\":\"gpt-*\"").contains("\"prompt\":\"2.5\"");
        }
    }

    @Test
    void versionsTellUntilWhenTheyCount() {
        change(changes -> changes.createPrice(ofModel("p1", "m", "1", FIRST)));
        change(changes -> changes.createPrice(ofModel("p2", "m", "2", END)));
        change(changes -> changes.createPrice(ofModel("p3", "m", "3", CHANGE)));
        change(changes -> changes.createPrice(ofModel("p4", "other", "4", CHANGE.plusSeconds(1))));
        change(changes -> changes.createPrice(ofRoute("p5", "m", "5", CHANGE.plusSeconds(2))));

        List<PriceVersion> all = store.directory().prices(new PriceQuery(null, null, null, null), null, 10);

        assertThat(all)
                .extracting(version -> version.stored().price().id())
                .containsExactly("p1", "p2", "p3", "p4", "p5");
        assertThat(all).extracting(PriceVersion::effectiveTo).containsExactly(CHANGE, null, END, null, null);
        assertThat(all)
                .extracting(version -> version.state(CHANGE.plusSeconds(1)))
                .containsExactly(State.SUPERSEDED, State.UPCOMING, State.IN_EFFECT, State.IN_EFFECT, State.UPCOMING);
        assertThat(store.directory().prices(new PriceQuery(null, "openai", "m", "USD"), "p1", 1))
                .extracting(version -> version.stored().price().id())
                .containsExactly("p2");
        assertThat(store.directory().prices(new PriceQuery("m", null, null, null), null, 10))
                .extracting(version -> version.stored().price().id())
                .containsExactly("p5");
    }

    @Test
    void theSamePriceFromTheSameInstantIsRefusedAndAnotherIsNot() {
        change(changes -> changes.createPrice(ofModel("p1", "m", "1", FIRST)));

        assertRefused(Reason.PRICE_EXISTS, changes -> changes.createPrice(ofModel("p2", "m", "2", FIRST)));

        change(changes -> changes.createPrice(ofModel("p3", "m2", "2", FIRST)));
        change(changes -> changes.createPrice(ofRoute("p4", "m", "2", FIRST)));
        change(changes -> changes.createPrice(ofModel("p5", "m", "2", FIRST.plusMillis(1))));
    }

    @Test
    void onlyWhatIsNotInEffectForAMinuteIsTakenBack() {
        Instant later = Instant.now().plusSeconds(3600);
        change(changes -> changes.createPrice(ofModel("now", "m", "1", FIRST)));
        change(changes ->
                changes.createPrice(ofModel("soon", "m", "1", Instant.now().plusSeconds(50))));
        change(changes -> changes.createPrice(ofModel("later", "m", "2", later)));

        assertRefused(Reason.PRICE_IN_EFFECT, changes -> changes.withdrawPrice("now", null));
        assertRefused(Reason.PRICE_IN_EFFECT, changes -> changes.withdrawPrice("soon", null));
        assertRefused(Reason.OTHER_VERSION, changes -> changes.withdrawPrice("later", 2L));
        assertRefused(Reason.NO_SUCH_PRICE, changes -> changes.withdrawPrice("none", null));

        try (Store other = reopened()) {
            change(changes -> changes.withdrawPrice("later", 1L));

            other.refresh();
            for (Store each : List.of(store, other)) {
                assertThat(each.prices()
                                .current()
                                .find("r", "openai", "m", "USD", later.toEpochMilli())
                                .id())
                        .isEqualTo("soon");
            }
        }
        assertThat(store.directory().price("later")).isEmpty();
        assertRefused(Reason.NO_SUCH_PRICE, changes -> changes.withdrawPrice("later", null));
        assertThat(store.directory().audit("later", null, 1).get(0).action()).isEqualTo(AuditEntry.Action.DELETE);
        // its place is free again
        change(changes -> changes.createPrice(ofModel("again", "m", "2", later)));
    }

    @Test
    void aRecordIsPricedByTheVersionOfItsTimeAlsoWhenItComesLate() {
        change(changes -> changes.createPrice(ofModel("old", "m", "1", FIRST)));
        change(changes -> changes.createPrice(ofModel("new", "m", "2", CHANGE)));

        // 1,000 tokens of the prompt of which 400 were cached, 100 of the completion
        UsageRecord before = record("acme", "m", CHANGE.minusMillis(1), 1000L, 100L, 400L);
        UsageRecord after = record("acme", "m", CHANGE, 1000L, 100L, 400L);
        append(after, before);

        // (600 × 1 + 400 × 1 / 10 + 100 × 3 × 1) / 1,000,000, and twice as much
        assertCost(before, "0.00094", "old");
        assertCost(after, "0.00188", "new");
        assertThat(stored(before).market()).isEqualByComparingTo("0.0094");
        assertThat(verify().differences()).isEmpty();
        assertThat(verify().records()).isEqualTo(2);
    }

    @Test
    void aSumOfRequestsIsPricedWhenItIsWritten() {
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));
        UsageRecord one = record("acme", "m", FIRST, 30L, 0L, 0L);
        UsageRecord sum = new UsageRecord(
                IDS.next(FIRST.toEpochMilli()),
                FIRST.toEpochMilli(),
                one.caller(),
                one.route(),
                one.endpoint(),
                one.exchange(),
                one.measurement(),
                null,
                7);

        append(sum);

        assertCost(sum, "0.00003", "p");
        assertThat(verify().differences()).isEmpty();
    }
}
