package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gauger.account.Account;
import io.gauger.account.RefusedChange;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.pay.Checkout;
import io.gauger.pay.CreditPackage;
import io.gauger.pay.PaymentEvent.Ended;
import io.gauger.pay.PaymentEvent.Paid;
import io.gauger.pay.PaymentEvent.Waiting;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchase.Status;
import io.gauger.pay.Purchases;
import io.gauger.pay.Purchases.NewPurchase;
import io.gauger.pay.Purchases.Request;
import io.gauger.pay.Refund;
import io.gauger.pay.RefusedPayment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Purchases as every database must keep them; a database is one subclass. */
abstract class PurchasesKit extends OpenStore {
    private static final Request ASKED = new Request("tester", null, "");
    private static final CreditPackage TWENTY = pack("20", "USD", "22", null);

    @BeforeEach
    void anAccount() {
        account("acme", "USD");
    }

    @Test
    void whatNobodyTakesMoneyForIsThereAtOnceAndOnceForEachIdempotencyKey() {
        Request once = new Request("tester", "key-1", "body");
        Purchase bought = purchases().begin(once, wanted("acme", pack("20", "USD", "22", 30), true));
        Purchase again = purchases().begin(once, wanted("acme", pack("20", "USD", "22", 30), true));

        assertThat(again).isEqualTo(bought);
        assertThat(bought.status()).isEqualTo(Status.COMPLETED);
        assertThat(bought.creditsExpireAt()).isEqualTo(bought.completedAt().plus(Duration.ofDays(30)));
        assertThat(purchases().find(bought.id())).contains(bought);
        assertThat(references()).containsExactly("purchase:" + bought.id());
        assertThat(balance()).isEqualByComparingTo("22");
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> purchases().begin(new Request("tester", "key-1", "other"), wanted(TWENTY)))
                .returns(RefusedChange.Reason.IDEMPOTENCY_KEY_REUSED, RefusedChange::reason);
    }

    @Test
    void whatIsBoughtMustBeForAnAccountThatIsThereAndInItsMoney() {
        account("europe", "EUR");
        account("gone", "USD");
        store.administration().change("tester", changes -> changes.updateAccount("gone", null, PurchasesKit::closed));

        assertThatExceptionOfType(RefusedPayment.class)
                .isThrownBy(() -> purchases().begin(ASKED, wanted("europe", TWENTY, true)))
                .withMessage("The account's money is in EUR, the package is sold in USD.");
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> purchases().begin(ASKED, wanted("nobody", TWENTY, true)))
                .returns(RefusedChange.Reason.NO_SUCH_ACCOUNT, RefusedChange::reason);
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> purchases().begin(ASKED, wanted("gone", TWENTY, true)))
                .returns(RefusedChange.Reason.ACCOUNT_IS_CLOSED, RefusedChange::reason);
        NewPurchase ofTheDeployments = new NewPurchase("demo", false, "USD", TWENTY, "development", true);
        assertThat(purchases().begin(ASKED, ofTheDeployments).status()).isEqualTo(Status.COMPLETED);
        assertThat(store.ledger().balance("demo").orElseThrow().balance()).isEqualByComparingTo("22");
        assertThat(references()).isEmpty();
    }

    @Test
    void aPaymentIsCreditedOnceWhateverComesHowOftenAndInWhicheverOrder() {
        Random random = new Random(20260731);
        BigDecimal expected = BigDecimal.ZERO;
        for (int round = 0; round < 12; round++) {
            Purchase purchase = purchases().begin(ASKED, wanted(TWENTY));
            String id = purchase.id();
            List<Runnable> events = new ArrayList<>(List.of(
                    () -> purchases().started(id, new Checkout("cs_" + id, "https://pay.example/" + id)),
                    () -> purchases().paid("stripe", paid(id, "20", "USD")),
                    () -> purchases().paid("stripe", paid(id, "20.00", "USD")),
                    () -> purchases().waiting(new Waiting(id, "cs_" + id, "pi_1")),
                    () -> purchases().ended("stripe", new Ended(id, "cs_" + id, random.nextBoolean())),
                    () -> purchases().paid("stripe", paid(id, "0.20", "USD")),
                    () -> purchases().paid("stripe", paid(id, "20", "EUR")),
                    () -> purchases().paid("stripe", paid("pur_unknown", "20", "USD"))));
            Collections.shuffle(events, random);
            events.forEach(Runnable::run);

            expected = expected.add(new BigDecimal("22"));
            Purchase now = purchases().find(id).orElseThrow();
            assertThat(now.status()).isEqualTo(Status.COMPLETED);
            assertThat(now.at().session()).isEqualTo("cs_" + id);
            assertThat(now.at().checkoutUrl()).isEqualTo("https://pay.example/" + id);
            assertThat(now.at().payment()).isEqualTo("pi_1");
            assertThat(balance()).isEqualByComparingTo(expected);
        }
        assertThat(references()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void thePaymentOfAnotherAmountOrCheckoutIsNotCreditedButTold() {
        Purchase purchase = purchases().begin(ASKED, wanted(TWENTY));
        purchases().started(purchase.id(), new Checkout("cs_own", "https://pay.example"));

        purchases().paid("stripe", new Paid(purchase.id(), "cs_other", "pi_1", new BigDecimal("20"), "USD"));
        assertThat(purchases().find(purchase.id()).orElseThrow().problem())
                .isEqualTo("it was paid in checkout cs_other and not in that of the purchase");
        purchases().paid("stripe", new Paid(purchase.id(), "cs_own", "pi_1", new BigDecimal("19.99"), "USD"));
        assertThat(purchases().find(purchase.id()).orElseThrow().problem())
                .isEqualTo("19.99 USD was paid, and not 20 USD");
        assertThat(references()).isEmpty();
    }

    @Test
    void manyNodesThatHearOfOnePaymentAtOnceCreditItOnce() throws Exception {
        Purchase purchase = purchases().begin(ASKED, wanted(TWENTY));
        try (Store other = reopened()) {
            inParallel(
                    8, i -> (i % 2 == 0 ? store : other).purchases().paid("stripe", paid(purchase.id(), "20", "USD")));
        }

        assertThat(references()).containsExactly("purchase:" + purchase.id());
        assertThat(balance()).isEqualByComparingTo("22");
    }

    @Test
    void partsOfTheMoneyTakePartsOfTheCreditsAndAllOfItAllOfThem() {
        Purchase purchase = bought(pack("30", "USD", "10", null));

        assertThat(refund(purchase, "10").credits()).isEqualByComparingTo("3.333333333333");
        assertThat(refund(purchase, "10").credits()).isEqualByComparingTo("3.333333333334");
        Refund last = refund(purchase, null);

        assertThat(last.amount()).isEqualByComparingTo("10");
        assertThat(last.credits()).isEqualByComparingTo("3.333333333333");
        assertThat(balance()).isZero();
        assertThat(purchases().find(purchase.id()).orElseThrow().status()).isEqualTo(Status.REFUNDED);
        assertThat(purchases().refunds(purchase.id())).hasSize(3);
        assertRefused(RefusedPayment.Reason.MORE_THAN_PAID, purchase, "0.01", "Of 30 USD that were paid, 30 were");
    }

    @Test
    void noMoreIsGivenBackThanWasPaidAndThanTheAccountHas() {
        Purchase purchase = bought(TWENTY);
        adjust("-15");

        assertRefused(RefusedPayment.Reason.MORE_THAN_PAID, purchase, "20.01", "and 20 are left");
        assertRefused(RefusedPayment.Reason.NOT_PAYABLE, purchase, "1.001", "at most 2 decimals");
        assertRefused(
                RefusedPayment.Reason.CREDITS_USED,
                purchase,
                null,
                "For 20 USD 22 credits would be taken back, and the account's balance is 7.");
        Purchase unpaid = purchases().begin(ASKED, wanted(TWENTY));
        assertRefused(RefusedPayment.Reason.NOT_COMPLETED, unpaid, null, "was not paid");

        assertThat(refund(purchase, "5").credits()).isEqualByComparingTo("5.5");
        assertThat(balance()).isEqualByComparingTo("1.5");
    }

    @Test
    void aRefundThatWasStoppedIsPendingUntilTheSameIsAskedAgain() {
        Purchase purchase = purchases().begin(ASKED, wanted(TWENTY));
        purchases().paid("stripe", paid(purchase.id(), "20", "USD"));
        Refund stopped = refund(purchase, "10");
        assertThat(stopped.status()).isEqualTo(Refund.Status.PENDING);
        assertThat(balance()).isEqualByComparingTo("11");

        assertRefused(RefusedPayment.Reason.REFUND_PENDING, purchase, "5", "A refund of 10 USD is pending");
        assertThat(refund(purchase, "10.00")).isEqualTo(stopped);
        assertThat(refund(purchase, null)).isEqualTo(stopped);
        assertThat(balance()).isEqualByComparingTo("11");

        Refund done = purchases().refunded(stopped.id(), "re_1");
        assertThat(done.status()).isEqualTo(Refund.Status.COMPLETED);
        assertThat(done.providerId()).isEqualTo("re_1");
        assertThat(purchases().refunded(stopped.id(), "re_2")).isEqualTo(done);
    }

    @Test
    void aRefundThatIsRefusedGivesTheCreditsBackOnce() {
        Purchase purchase = purchases().begin(ASKED, wanted(TWENTY));
        purchases().paid("stripe", paid(purchase.id(), "20", "USD"));
        Refund refund = refund(purchase, null);
        purchases().refunded(refund.id(), "re_1");
        assertThat(balance()).isZero();

        purchases().refundRefused("stripe", refund.id(), "the card is gone");
        purchases().refundRefused("stripe", refund.id(), "the card is gone");
        purchases().refundRefused("stripe", "ref_unknown", "?");

        assertThat(balance()).isEqualByComparingTo("22");
        Purchase after = purchases().find(purchase.id()).orElseThrow();
        assertThat(after.status()).isEqualTo(Status.COMPLETED);
        assertThat(after.refundable()).isEqualByComparingTo("20");
        assertThat(after.problem()).contains("the card is gone");
    }

    @Test
    void whatIsUnusedAtTheEndOfItsTermGoesOnceWhicheverNodesLookAndHowOften() throws Exception {
        Purchase term = bought(pack("20", "USD", "22", 30));
        Purchase used = bought(pack("20", "USD", "20", 10));
        bought(pack("5", "USD", "5", null));
        adjust("-23.5");
        end(term, 2000);
        end(used, 1000);

        inParallel(3, i -> awaitExpiry(used, term));
        awaitExpiry(used, term);

        assertThat(references()).containsOnlyOnce("expiry:" + term.id()).doesNotContain("expiry:" + used.id());
        assertThat(balance()).isEqualByComparingTo("5");
        Purchase over = purchases().find(term.id()).orElseThrow();
        assertThat(over.takenBack().expiredAt()).isNotNull();
        assertThat(over.takenBack().expiredCredits()).isEqualByComparingTo("18.5");
        assertThat(purchases().find(used.id()).orElseThrow().takenBack().expiredAt())
                .isNotNull();
        LedgerEntry expiry = entries().get(0);
        assertThat(expiry.type()).isEqualTo(EntryType.EXPIRY);
        assertThat(expiry.amount()).isEqualByComparingTo("-18.5");
    }

    @Test
    void aTermOfALongLedgerEndsToo() throws Exception {
        Purchase term = bought(pack("500", "USD", "500", 30));
        store.administration().change("tester", changes -> {
            for (int i = 0; i < 2_100; i++) {
                changes.adjust("acme", new BigDecimal("-0.1"), null, "use");
            }
            return "";
        });
        end(term, 1000);
        awaitExpiry(term);

        assertThat(balance()).isZero();
        assertThat(purchases().find(term.id()).orElseThrow().takenBack().expiredCredits())
                .isEqualByComparingTo("290");
    }

    @Test
    void purchasesAreListedNewestFirst() {
        Purchase first = bought(TWENTY);
        Purchase second = purchases().begin(ASKED, wanted(TWENTY));
        account("other", "USD");
        Purchase foreign = purchases().begin(ASKED, wanted("other", TWENTY, true));

        assertThat(ids(new Purchases.Query(null, null), null)).containsExactly(foreign.id(), second.id(), first.id());
        assertThat(ids(new Purchases.Query("acme", null), null)).containsExactly(second.id(), first.id());
        assertThat(ids(new Purchases.Query("acme", null), second.id())).containsExactly(first.id());
        assertThat(ids(new Purchases.Query("acme", Status.PENDING), null)).containsExactly(second.id());
        assertThat(store.directory().audit(first.id(), null, 10)).hasSize(2);
    }

    private List<String> ids(Purchases.Query query, String before) {
        return purchases().list(query, before, 10).stream().map(Purchase::id).toList();
    }

    private Purchases purchases() {
        return store.purchases();
    }

    private Purchase bought(CreditPackage what) {
        return purchases().begin(ASKED, wanted("acme", what, true));
    }

    private Refund refund(Purchase purchase, String amount) {
        return purchases()
                .beginRefund(ASKED, purchase.id(), amount == null ? null : new BigDecimal(amount), "as asked");
    }

    private void assertRefused(RefusedPayment.Reason reason, Purchase purchase, String amount, String told) {
        assertThatExceptionOfType(RefusedPayment.class)
                .isThrownBy(() -> refund(purchase, amount))
                .withMessageContaining(told)
                .returns(reason, RefusedPayment::reason);
    }

    private void adjust(String amount) {
        store.administration()
                .change("tester", changes -> changes.adjust("acme", new BigDecimal(amount), null, "used elsewhere"));
    }

    private void end(Purchase purchase, long at) throws Exception {
        execute("update gauger_purchase set credits_expire_at = " + at + " where id = '" + purchase.id() + "'");
    }

    /** As a node does from its start on, a little at a time. */
    private void awaitExpiry(Purchase... ended) {
        try (Store node = reopened()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                node.upkeep();
                return Stream.of(ended).allMatch(each -> {
                    Purchase now = purchases().find(each.id()).orElseThrow();
                    return now.takenBack().expiredAt() != null;
                });
            });
        }
    }

    private BigDecimal balance() {
        return store.ledger().balance("acme").orElseThrow().balance();
    }

    private List<LedgerEntry> entries() {
        return store.ledger().entries(new Ledger.Query("acme", null, null, null), null, 100);
    }

    private List<String> references() {
        return entries().stream().map(LedgerEntry::reference).toList();
    }

    private void account(String id, String currency) {
        Account account = new Account(
                id,
                id,
                Account.Status.ACTIVE,
                null,
                Account.Billing.PREPAID,
                "UTC",
                currency,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
        store.administration().change("tester", changes -> changes.createAccount(account));
    }

    private static Account closed(Account account) {
        return account.with(
                account.name(), Account.Status.CLOSED, account.billing(), account.timeZone(), account.currency());
    }

    private static Paid paid(String id, String amount, String currency) {
        return new Paid(id, "cs_" + id, "pi_1", new BigDecimal(amount), currency);
    }

    private static NewPurchase wanted(CreditPackage what) {
        return wanted("acme", what, false);
    }

    private static NewPurchase wanted(String account, CreditPackage what, boolean instant) {
        return new NewPurchase(account, true, "USD", what, instant ? "development" : "stripe", instant);
    }

    private static CreditPackage pack(String amount, String currency, String credits, Integer days) {
        return new CreditPackage("p", "Some credits", new BigDecimal(amount), currency, new BigDecimal(credits), days);
    }

    /** Work of one of several threads. */
    private interface Work {
        void run(int number);
    }

    private static void inParallel(int threads, Work work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    start.await();
                    work.run(number);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
