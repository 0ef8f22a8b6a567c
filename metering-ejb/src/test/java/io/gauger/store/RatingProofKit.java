package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.record.UsageRecord;
import io.gauger.rerate.OtherVersion;
import io.gauger.rerate.OtherVersion.Kind;
import io.gauger.rerate.RatingDifference;
import io.gauger.rerate.RatingVerification;
import io.gauger.rerate.Rerating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How every database must prove that pricing a period anew gives the identical result, and name what would not; a database is one
 * subclass. What is made is made at the beginning of the month, or when a test says.
 */
abstract class RatingProofKit extends RatedStore {
    private static final Instant SOON = CHANGE.plusMillis(1500);

    @BeforeEach
    void anAccountAndAPrice() {
        clock = FIRST::toEpochMilli;
        createAccount("acme");
        change(changes -> changes.createPrice(ofModel("old", "m", "1", FIRST)));
    }

    @Test
    void whatANodePricedBeforeItHeardOfAVersionIsNamedAndMended() {
        UsageRecord before = million("acme", CHANGE.minusMillis(1));
        UsageRecord heardLate = million("acme", SOON);
        UsageRecord ofNobody = million(null, SOON);
        try (Store late = reopened()) {
            clock = CHANGE::toEpochMilli;
            change(changes -> changes.createPrice(ofModel("new", "m", "3", CHANGE)));

            late.append(List.of(before, heardLate, ofNobody), false);
        }

        assertCost(heardLate, "1", "old");
        RatingVerification found = verify();
        assertThat(found.agrees()).isTrue();
        assertThat(found.identical()).isFalse();
        assertOthers(found, other(Kind.HEARD_LATE, heardLate, "old", "new"));
        rerate(order(null));
        assertThat(adjustments("acme")).extracting(entry -> entry.amount()).containsExactly(amount("-2"));
        assertThat(verify().identical()).isTrue();
    }

    @Test
    void aVersionThatCostsTheSameIsNamedTooAndMendedWithoutAnEntry() {
        UsageRecord heardLate = million("acme", SOON);
        try (Store late = reopened()) {
            clock = CHANGE::toEpochMilli;
            change(changes -> changes.createPrice(ofModel("same", "m", "1", CHANGE)));
            late.append(List.of(heardLate), false);
        }
        assertOthers(verify(), other(Kind.HEARD_LATE, heardLate, "old", "same"));

        Rerating done = ordered(order(null));

        assertThat(store.reratings().records(done.id(), null, 10)).hasSize(1);
        assertThat(adjustments("acme")).isEmpty();
        assertThat(verify().identical()).isTrue();
        assertThat(rerate(order(null)).accounts().get(0).changed()).isZero();
    }

    @Test
    void aVersionThatIsMadeToCountInThePastIsNoDelay() {
        UsageRecord billed = million("acme", SOON);
        append(billed, million("acme", CHANGE.minusMillis(1)));
        assertThat(verify().identical()).isTrue();

        clock = END::toEpochMilli;
        change(changes -> changes.createPrice(ofModel("cheaper", "m", "0.5", CHANGE)));

        assertOthers(verify(), other(Kind.MADE_LATER, billed, "old", "cheaper"));
        rerate(order(null));
        assertThat(verify().identical()).isTrue();
    }

    @Test
    void whatHadNoPriceAndHasOneNowIsTold() {
        UsageRecord unpriced = record("acme", "unheard-of", FIRST, 1L, 0L, 0L);
        UsageRecord nothing = record("acme", "unheard-of", FIRST, 0L, 0L, 0L);
        append(unpriced, nothing);
        assertThat(verify().identical()).isTrue();

        change(changes -> changes.createPrice(ofModel("first", "unheard-of", "1", FIRST)));

        assertOthers(verify(), other(Kind.UNPRICED, unpriced, null, "first"));
        rerate(order(null));
        assertThat(verify().identical()).isTrue();
    }

    @Test
    void aVersionThatWasTakenBackIsNamedWhetherOrNotAnotherDecides() {
        change(changes -> changes.createPrice(ofModel("mistake", "m", "100", CHANGE)));
        change(changes -> changes.createPrice(ofModel("only mistake", "n", "100", CHANGE)));
        UsageRecord mended = million("acme", SOON);
        UsageRecord left = record("acme", "n", SOON, 1_000_000L, 0L, 0L);
        try (Store cutOff = reopened()) {
            change(changes -> changes.withdrawPrice("mistake", null));
            change(changes -> changes.withdrawPrice("only mistake", null));
            cutOff.append(List.of(mended, left), false);
        }

        OtherVersion unmended = other(Kind.TAKEN_BACK, left, "only mistake", null);
        assertOthers(verify(), other(Kind.TAKEN_BACK, mended, "mistake", "old"), unmended);
        rerate(order(null));
        // what has no price now stays as it is, and is told until it has one
        assertOthers(verify(), unmended);
        change(changes -> changes.createPrice(ofModel("right", "n", "1", CHANGE)));
        rerate(order(null));
        assertThat(verify().identical()).isTrue();
    }

    @Test
    void whatWasFreeInACurrencyThatTheAccountHadBeforeIsTold() {
        change(changes -> changes.createPrice(ofModel("free", "f", "0", FIRST)));
        change(changes -> changes.createPrice(in("EUR", ofModel("eur", "f", "1", FIRST))));
        UsageRecord free = record("acme", "f", FIRST, 1L, 0L, 0L);
        append(free);
        assertThat(verify().identical()).isTrue();

        moveTo("EUR", "acme");

        assertOthers(verify(), other(Kind.OTHER_CURRENCY, free, "free", "eur"));
    }

    @Test
    void moreThanCanBeReadAreCounted() {
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < RatingVerification.MOST_DIFFERENCES + 7; i++) {
            records.add(record("acme", "m", CHANGE.plusMillis(i), 1L, 0L, 0L));
        }
        append(records.toArray(UsageRecord[]::new));
        clock = END::toEpochMilli;
        change(changes -> changes.createPrice(ofModel("new", "m", "2", CHANGE)));

        RatingVerification found = verify();

        assertThat(found.otherVersions()).hasSize(RatingVerification.MOST_DIFFERENCES);
        assertThat(found.moreOtherVersions()).isEqualTo(7);
        assertThat(found.otherVersionCounts())
                .containsOnlyKeys(Kind.MADE_LATER)
                .containsEntry(Kind.MADE_LATER, RatingVerification.MOST_DIFFERENCES + 7L);
    }

    @Test
    void verifyingNamesWhatDoesNotCostWhatItsPriceSays() throws Exception {
        UsageRecord dearer = record("acme", "m", FIRST, 1_000_000L, 0L, 0L);
        UsageRecord orphan = record("acme", "m", FIRST.plusSeconds(1), 1_000_000L, 0L, 0L);
        append(dearer, orphan);
        change(changes -> changes.createPrice(ofModel("q", "m", "2", FIRST.plusMillis(1))));
        Rerating done = ordered(order(null));
        assertThat(verify().differences()).isEmpty();

        execute("update gauger_record set cost = 1.000000000001 where id = '" + dearer.id() + "'");
        execute("update gauger_record set price_id = 'gone' where id = '" + orphan.id() + "'");
        execute("insert into gauger_rerated select '" + UUID.randomUUID() + "', rerating_id, run, record_id, time,"
                + " account_id, 2, 5, old_market, new_market, price_id from gauger_rerated");

        assertThat(verify().differences())
                .contains(
                        new RatingDifference(
                                RatingDifference.Kind.RECORD,
                                dearer.id().toString(),
                                "old",
                                "cost",
                                "1.000000000001",
                                "1"),
                        new RatingDifference(
                                RatingDifference.Kind.RECORD, orphan.id().toString(), "gone", "price", "gone", null),
                        new RatingDifference(
                                RatingDifference.Kind.ADJUSTMENT,
                                "rerating:" + done.id() + ":acme",
                                null,
                                "lines",
                                "1",
                                "4"));
    }

    private static UsageRecord million(String account, Instant time) {
        return record(account, "m", time, 1_000_000L, 0L, 0L);
    }

    private static OtherVersion other(Kind kind, UsageRecord record, String named, String deciding) {
        return new OtherVersion(
                kind, record.id(), record.time(), String.valueOf(record.caller().accountId()), named, deciding);
    }

    private static void assertOthers(RatingVerification found, OtherVersion... expected) {
        assertThat(found.otherVersions()).containsExactlyInAnyOrder(expected);
        assertThat(found.moreOtherVersions()).isZero();
        assertThat(found.differences()).isEmpty();
    }
}
