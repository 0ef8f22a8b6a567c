package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.pay.Checkout;
import io.gauger.pay.CreditPackage;
import io.gauger.pay.PaymentEvent.Ended;
import io.gauger.pay.PaymentEvent.Paid;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchase.Status;
import io.gauger.pay.Purchases;
import io.gauger.pay.Purchases.NewPurchase;
import io.gauger.pay.Purchases.Query;
import io.gauger.pay.Purchases.Request;
import io.gauger.pay.RefusedPayment;
import io.gauger.pay.RefusedPayment.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many purchases of an account may wait for their payments, as every database must bound it; a database is one subclass. */
abstract class PendingPurchasesKit extends OpenStore {
    private static final CreditPackage TWENTY =
            new CreditPackage("p", "Some credits", new BigDecimal("20"), "USD", new BigDecimal("22"), null);
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    @BeforeEach
    void accounts() {
        clock = NOON::toEpochMilli;
        account("acme");
        account("globex");
    }

    @Test
    void nobodyBeginsMoreThanTheBoundAndNothingIsLeftOfWhatIsRefused() {
        Request first = new Request("tester", "key-1", "body");
        Purchase begun = store.purchases().begin(first, wanted("acme", false));
        fill(Purchases.MOST_PENDING - 1);
        int audited = store.directory().audit(null, null, 1000).size();

        assertThatExceptionOfType(RefusedPayment.class)
                .isThrownBy(() -> begin("acme"))
                .withMessageStartingWith("20 purchases of the account are not paid yet, and no more may be at once.")
                .returns(Reason.TOO_MANY_PENDING, RefusedPayment::reason);

        assertThat(pending("acme")).hasSize(Purchases.MOST_PENDING);
        assertThat(store.directory().audit(null, null, 1000)).hasSize(audited);
        // who asks again for what is there is answered, and others are not kept from buying
        assertThat(store.purchases().begin(first, wanted("acme", false))).isEqualTo(begun);
        begin("globex");
        assertThat(store.purchases()
                        .begin(new Request("tester", null, ""), wanted("acme", true))
                        .status())
                .isEqualTo(Status.COMPLETED);
    }

    @Test
    void whatIsPaidFailedOrExpiredFreesAPlace() {
        fill(Purchases.MOST_PENDING);
        List<Purchase> begun = pending("acme");
        List<Runnable> ends = List.of(
                () -> store.purchases().paid("stripe", paid(begun.get(0))),
                () -> store.purchases().ended("stripe", new Ended(begun.get(1).id(), "cs", true)),
                () -> store.purchases().ended("stripe", new Ended(begun.get(2).id(), "cs", false)));

        for (Runnable end : ends) {
            assertFull();
            end.run();
            begin("acme");
        }
        assertFull();
    }

    @Test
    void whatIsADayOldAndUnpaidFreesItsPlaceAlthoughNoEventCame() {
        fill(Purchases.MOST_PENDING);
        clock = NOON.plus(Duration.ofDays(1)).minusMillis(1)::toEpochMilli;
        assertFull();

        clock = NOON.plus(Duration.ofDays(1))::toEpochMilli;
        fill(Purchases.MOST_PENDING);

        assertFull();
    }

    @Test
    void whatGotNoCheckoutFreesItsPlaceAfterAnHour() {
        for (int i = 0; i < Purchases.MOST_PENDING; i++) {
            begin("acme");
        }
        clock = NOON.plus(Duration.ofHours(1)).minusMillis(1)::toEpochMilli;
        assertFull();

        clock = NOON.plus(Duration.ofHours(1))::toEpochMilli;
        begin("acme");
    }

    @Test
    void manyAtOnceOnTwoNodesAreNoMore() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Store other = reopened()) {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < 2 * Purchases.MOST_PENDING; i++) {
                Store node = i % 2 == 0 ? store : other;
                asking.add(threads.submit(() -> {
                    try {
                        node.purchases().begin(new Request("tester", null, ""), wanted("acme", false));
                    } catch (RefusedPayment e) {
                        refused.incrementAndGet();
                    }
                }));
            }
            for (Future<?> each : asking) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(pending("acme")).hasSize(Purchases.MOST_PENDING);
        assertThat(refused).hasValue(Purchases.MOST_PENDING);
    }

    private void fill(int purchases) {
        for (int i = 0; i < purchases; i++) {
            store.purchases().started(begin("acme").id(), new Checkout("cs", "https://pay.example"));
        }
    }

    private void assertFull() {
        assertThatExceptionOfType(RefusedPayment.class)
                .isThrownBy(() -> begin("acme"))
                .returns(Reason.TOO_MANY_PENDING, RefusedPayment::reason);
    }

    private Purchase begin(String account) {
        return store.purchases().begin(new Request("tester", null, ""), wanted(account, false));
    }

    private List<Purchase> pending(String account) {
        return store.purchases().list(new Query(account, Status.PENDING), null, 100);
    }

    private static NewPurchase wanted(String account, boolean instant) {
        return new NewPurchase(account, true, "USD", TWENTY, instant ? "development" : "stripe", instant);
    }

    private static Paid paid(Purchase purchase) {
        return new Paid(purchase.id(), "cs", "pi_1", new BigDecimal("20"), "USD");
    }

    private void account(String id) {
        Account account = new Account(
                id,
                id,
                Account.Status.ACTIVE,
                null,
                Account.Billing.PREPAID,
                "UTC",
                "USD",
                Instant.EPOCH,
                Instant.EPOCH,
                0);
        store.administration().change("tester", changes -> changes.createAccount(account));
    }
}
