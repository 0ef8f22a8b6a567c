package io.gauger.pay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.ledger.EntryType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Which credits are used first; the first test is the example of docs/payments.md. */
class CreditLotsTest {
    private static final Instant JANUARY_31 = Instant.parse("2026-01-31T09:00:00Z");
    private static final Instant MARCH_21 = Instant.parse("2026-03-21T09:00:00Z");

    private final CreditLots lots = new CreditLots();

    @Test
    void whatEndsFirstIsUsedFirstAndOnlyWhatIsUnusedOfItGoes() {
        buys("a", "100", JANUARY_31);
        buys("b", "50", null);
        buys("c", "40", MARCH_21);
        uses("70");
        assertThat(lots.unused("a")).isEqualByComparingTo("30");

        lots.add(EntryType.REFUND, "refund:b:ref_1", new BigDecimal("-10"), null);
        uses("20");
        assertThat(lots.unused("a")).isEqualByComparingTo("10");
        assertThat(lots.unused("c")).isEqualByComparingTo("40");
        assertThat(lots.balance()).isEqualByComparingTo("90");

        lots.add(EntryType.EXPIRY, "expiry:a", new BigDecimal("-10"), null);
        uses("60");

        assertThat(lots.unused("a")).isZero();
        assertThat(lots.unused("c")).isZero();
        assertThat(lots.balance()).isEqualByComparingTo("20");
    }

    @Test
    void ofTheSameEndTheEarlierPurchaseIsUsedFirst() {
        buys("a", "10", JANUARY_31);
        buys("b", "10", JANUARY_31);
        uses("12");

        assertThat(lots.unused("a")).isZero();
        assertThat(lots.unused("b")).isEqualByComparingTo("8");
    }

    @Test
    void whatWasOwedIsPaidByTheNextCreditsFirst() {
        uses("30");
        buys("a", "100", JANUARY_31);

        assertThat(lots.unused("a")).isEqualByComparingTo("70");
        uses("75");
        assertThat(lots.unused("a")).isZero();
        assertThat(lots.balance()).isEqualByComparingTo("-5");
        buys("b", "3", MARCH_21);
        assertThat(lots.unused("b")).isZero();
        assertThat(lots.balance()).isEqualByComparingTo("-2");
    }

    @Test
    void aRefundTakesItsOwnPurchasesCreditsAndThenThoseOfOthers() {
        buys("a", "10", JANUARY_31);
        buys("b", "10", MARCH_21);
        uses("6");
        lots.add(EntryType.REFUND, "refund:a:ref_1", new BigDecimal("-10"), null);

        assertThat(lots.unused("a")).isZero();
        assertThat(lots.unused("b")).isEqualByComparingTo("4");
    }

    @Test
    void aRefundThatWasNotCarriedOutComesBackToItsPurchase() {
        buys("a", "10", JANUARY_31);
        lots.add(EntryType.REFUND, "refund:a:ref_1", new BigDecimal("-7"), null);
        lots.add(EntryType.ADJUSTMENT, "refund_refused:a:ref_1", new BigDecimal("7"), null);

        assertThat(lots.unused("a")).isEqualByComparingTo("10");
    }

    @Test
    void whatIsAdjustedHasNoEnd() {
        buys("a", "10", JANUARY_31);
        lots.add(EntryType.ADJUSTMENT, "adjustment:x", new BigDecimal("5"), null);
        uses("12");

        assertThat(lots.unused("a")).isZero();
        assertThat(lots.balance()).isEqualByComparingTo("3");
    }

    @Test
    void aCopyGoesItsOwnWay() {
        buys("a", "10", JANUARY_31);
        CreditLots copy = lots.copy();
        copy.add(EntryType.USAGE_DEBIT, "batch:1", new BigDecimal("-4"), null);

        assertThat(lots.unused("a")).isEqualByComparingTo("10");
        assertThat(copy.unused("a")).isEqualByComparingTo("6");
    }

    private record Movement(EntryType type, String reference, BigDecimal amount, Instant end) {}

    @Property
    void unusedAndOwedAlwaysComeToTheBalance(@ForAll("histories") List<Movement> history) {
        CreditLots any = new CreditLots();
        BigDecimal sum = BigDecimal.ZERO;
        for (Movement movement : history) {
            any.add(movement.type(), movement.reference(), movement.amount(), movement.end());
            sum = sum.add(movement.amount());
            assertThat(any.balance()).isEqualByComparingTo(sum);
            assertThat(List.of("p0", "p1", "p2"))
                    .allSatisfy(id -> assertThat(any.unused(id)).isNotNegative());
        }
    }

    @Provide
    Arbitrary<List<Movement>> histories() {
        return Combinators.combine(
                        Arbitraries.of(EntryType.class),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 100_000),
                        Arbitraries.of(JANUARY_31, MARCH_21, Instant.EPOCH))
                .as(CreditLotsTest::movement)
                .list()
                .ofMaxSize(30);
    }

    private static Movement movement(EntryType type, int purchase, int thousandths, Instant end) {
        BigDecimal amount = BigDecimal.valueOf(thousandths, 3);
        String id = "p" + purchase;
        return switch (type) {
            case PURCHASE -> new Movement(type, "purchase:" + id, amount, end.equals(Instant.EPOCH) ? null : end);
            case USAGE_DEBIT -> new Movement(type, "batch:1", amount.negate(), null);
            case ADJUSTMENT ->
                new Movement(type, thousandths % 2 == 0 ? "adjustment:x" : "refund_refused:" + id + ":r", amount, null);
            case REFUND -> new Movement(type, "refund:" + id + ":r", amount.negate(), null);
            case EXPIRY -> new Movement(type, "expiry:" + id, amount.negate(), null);
        };
    }

    private void buys(String id, String credits, Instant end) {
        lots.add(EntryType.PURCHASE, "purchase:" + id, new BigDecimal(credits), end);
    }

    private void uses(String amount) {
        lots.add(EntryType.USAGE_DEBIT, "batch:1", new BigDecimal(amount).negate(), null);
    }
}
