package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.pay.CreditPackage;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchases.NewPurchase;
import io.gauger.pay.Purchases.Request;
import io.gauger.reserve.Periods;
import io.gauger.settings.Settings;
import io.gauger.usage.LedgerDifference;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every database must take back the credits of many accounts, whatever is wrong with one; a database is one subclass. */
abstract class ExpiryKit extends OpenStore {
    private static final QuarterHours EVER =
            new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));

    private final AtomicLong nanoTime = new AtomicLong();
    private EntityManagers managers;
    private CreditExpiry expiry;

    @BeforeEach
    void connect() throws SQLException {
        Database database;
        try (SchemaLock lock = SchemaLock.take(connections)) {
            database = lock.database();
        }
        managers = new EntityManagers(PersistenceUnit.open(connections, database));
        expiry = new CreditExpiry(managers, database, new PlanTerms(Periods.of(Settings.of(Map.of()))), nanoTime::get);
        List.of("acme", "globex", "initech").forEach(this::account);
    }

    @AfterEach
    void disconnect() {
        managers.close();
    }

    @Test
    void anAccountWhoseLedgerIsBrokenIsNamedAndHoldsUpNoOther() throws Exception {
        Purchase broken = ended("acme", "10", 1000);
        Purchase later = ended("globex", "20", 2000);
        execute("insert into gauger_ledger (id, account_id, sequence, time, type, amount, balance_after, currency,"
                + " reference) values ('01945678-0000-7000-8000-000000000001', 'acme', 2, 0, 'adjustment', 5, 999, 'USD',"
                + " 'forged')");

        workOff();

        assertThat(expired(later)).isEqualByComparingTo("20");
        assertThat(expired(broken)).isNull();
        assertThat(store.reconciler().reconcile(EVER).ledger().differences())
                .extracting(LedgerDifference::owner)
                .isNotEmpty()
                .containsOnly("acme");
    }

    @Test
    void whatIsRefusedIsTriedAgainAnHourLater() throws Exception {
        Purchase refused = ended("acme", "10", 1000);
        Purchase later = ended("globex", "20", 2000);
        execute("update gauger_purchase set currency = 'EUR' where account_id = 'acme'");
        workOff();
        assertThat(expired(later)).isEqualByComparingTo("20");
        assertThat(expired(refused)).isNull();

        execute("update gauger_purchase set currency = 'USD' where account_id = 'acme'");
        nanoTime.addAndGet(Duration.ofMinutes(59).toNanos());
        workOff();
        assertThat(expired(refused)).isNull();
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        workOff();
        assertThat(expired(refused)).isEqualByComparingTo("10");
    }

    /** An internal error, and a statement that lasted too long. */
    @ParameterizedTest
    @ValueSource(strings = {"XX000", "57014"})
    void whatCannotBeDoneForAReasonThatNobodyKnowsHoldsUpNoOtherAndIsTriedAgainAnHourLater(String state)
            throws Exception {
        Purchase failed = ended("acme", "10", 1000);
        Purchase later = ended("globex", "20", 2000);
        refuseToExpire(state);

        workOff();

        assertThat(expired(failed)).isNull();
        assertThat(expired(later)).isEqualByComparingTo("20");
        nanoTime.addAndGet(Duration.ofHours(1).toNanos());
        workOff();
        assertThat(expired(failed)).isEqualByComparingTo("10");
        assertThat(store.reconciler().reconcile(EVER).ledger().differences()).isEmpty();
    }

    @Test
    void whatWasInTheWayOnceIsTriedAgainAtOnceAndTheSecondTimeHoldsUpNoOther() throws Exception {
        Purchase first = ended("acme", "10", 1000);
        refuseToExpire("40001");
        workOff();
        assertThat(expired(first)).isEqualByComparingTo("10");

        Purchase failed = ended("acme", "10", 2000);
        Purchase later = ended("globex", "20", 3000);
        for (int i = 0; i < 2; i++) {
            refuseToExpire("40001");
            expiry.step(System.currentTimeMillis());
            expiry.step(System.currentTimeMillis());
        }
        workOff();
        assertThat(expired(failed)).isNull();
        assertThat(expired(later)).isEqualByComparingTo("20");
    }

    @Test
    void whereNothingSucceedsTheRoundEndsAndTheNextOneBeginsWithOthers() throws Exception {
        List<String> accounts = List.of("a1", "a2", "a3", "a4", "a5");
        for (String account : accounts) {
            account(account);
            ended(account, "10", 1000);
        }
        Purchase later = ended("acme", "20", 2000);
        for (int i = 1; i < accounts.size(); i++) {
            refuseToExpire("XX000");
            expiry.step(System.currentTimeMillis());
            expiry.step(System.currentTimeMillis());
        }
        refuseToExpire("XX000");
        expiry.step(System.currentTimeMillis());
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> expiry.step(System.currentTimeMillis()));

        workOff();

        assertThat(expired(later)).isEqualByComparingTo("20");
    }

    @Test
    void aBrokenConnectionEndsTheRoundAndLeavesTheAccountFirst() throws Exception {
        Purchase first = ended("acme", "10", 1000);
        refuseToExpire("08006");
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::workOff);

        workOff();

        assertThat(expired(first)).isEqualByComparingTo("10");
    }

    /** What is due is asked for, its account's entries are read, and then. */
    private void refuseToExpire(String state) {
        connections.refuseCommitBehind(2, state);
    }

    @Test
    void manyPurchasesOfAnAccountThatEndTogetherGoEachWithWhatIsUnusedOfIt() throws Exception {
        Purchase first = ended("acme", "10", 1000);
        Purchase elsewhere = ended("globex", "5", 1500);
        Purchase second = ended("acme", "20", 2000);
        Purchase third = ended("acme", "30", 3000);
        store.administration()
                .change("tester", changes -> changes.adjust("acme", new BigDecimal("-14"), null, "used elsewhere"));

        workOff();

        assertThat(expired(first)).isZero();
        assertThat(expired(second)).isEqualByComparingTo("16");
        assertThat(expired(third)).isEqualByComparingTo("30");
        assertThat(expired(elsewhere)).isEqualByComparingTo("5");
        assertThat(store.ledger().entries(new Ledger.Query("acme", EntryType.EXPIRY, null, null), null, 10))
                .hasSize(2);
        assertThat(store.ledger().balance("acme").orElseThrow().balance()).isZero();
        assertThat(store.reconciler().reconcile(EVER).ledger().differences()).isEmpty();
    }

    private void workOff() {
        boolean more = true;
        while (more) {
            more = expiry.step(System.currentTimeMillis());
        }
    }

    private Purchase ended(String account, String credits, long at) throws SQLException {
        CreditPackage pack = new CreditPackage("p", "Credits", BigDecimal.ONE, "USD", new BigDecimal(credits), 30);
        Purchase bought = store.purchases()
                .begin(
                        new Request("tester", null, ""),
                        new NewPurchase(account, true, "USD", pack, "development", true));
        execute("update gauger_purchase set credits_expire_at = " + at + " where id = '" + bought.id() + "'");
        return bought;
    }

    /** Null if it is not yet. */
    private BigDecimal expired(Purchase purchase) {
        Purchase now = store.purchases().find(purchase.id()).orElseThrow();
        return now.takenBack().expiredAt() == null ? null : now.takenBack().expiredCredits();
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
