package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.Changes;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.ledger.Balance;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledgers as every database must keep them; a database is one subclass. */
abstract class LedgerKit extends OpenStore {
    @Test
    void anAdjustmentIsALineWithItsNumberAndTheBalanceBehindIt() {
        createAccount("acme", "EUR");

        LedgerEntry first = adjust("acme", "12.000000000001", "CN-1", "goodwill \"ü💶\"");
        LedgerEntry second = adjust("acme", "-2", null, "taken back");

        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.type()).isEqualTo(EntryType.ADJUSTMENT);
        assertThat(first.balanceAfter()).isEqualByComparingTo("12.000000000001");
        assertThat(first.currency()).isEqualTo("EUR");
        assertThat(first.reference()).isEqualTo("adjustment:CN-1");
        assertThat(first.reason()).isEqualTo("goodwill \"ü💶\"");
        assertThat(first.actor()).isEqualTo("tester");
        assertThat(first.debited()).isNull();
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.balanceAfter()).isEqualByComparingTo("10.000000000001");
        assertThat(entries("acme")).usingRecursiveComparison().isEqualTo(List.of(second, first));
        assertBalance("acme", "EUR", "10.000000000001", "10.000000000001", 2);
    }

    @Test
    void eachAccountCountsItsOwnEntries() {
        createAccount("acme", "EUR");
        createAccount("globex", "USD");

        adjust("acme", "1", null, "a");
        adjust("globex", "2", null, "b");
        adjust("acme", "4", null, "c");

        assertThat(entries("acme")).extracting(LedgerEntry::sequence).containsExactly(2L, 1L);
        assertThat(entries("globex")).extracting(LedgerEntry::sequence).containsExactly(1L);
        assertBalance("acme", "EUR", "5", "5", 2);
        assertBalance("globex", "USD", "2", "2", 1);
    }

    @Test
    void theSameReferenceIsPostedOnceAndRefusedForAnythingElse() {
        createAccount("acme", "EUR");
        createAccount("globex", "EUR");
        LedgerEntry first = adjust("acme", "1", "CN-1", "once");

        assertThat(adjust("acme", "1.0", "CN-1", "again"))
                .usingRecursiveComparison()
                .isEqualTo(first);

        assertRefused(Reason.REFERENCE_TAKEN, changes -> changes.adjust("acme", BigDecimal.TEN, "CN-1", "more"));
        assertRefused(Reason.REFERENCE_TAKEN, changes -> changes.adjust("globex", BigDecimal.ONE, "CN-1", "other"));
        assertBalance("acme", "EUR", "1", "1", 1);
        assertThat(entries("globex")).isEmpty();
    }

    @Test
    void entriesComeInPagesAndByTypeAndTime() {
        createAccount("acme", "EUR");
        for (int i = 1; i <= 5; i++) {
            adjust("acme", "1", null, "number " + i);
        }
        Ledger ledger = store.ledger();
        Ledger.Query all = new Ledger.Query("acme", null, null, null);

        assertThat(ledger.entries(all, null, 2))
                .extracting(LedgerEntry::sequence)
                .containsExactly(5L, 4L);
        assertThat(ledger.entries(all, 4L, 2)).extracting(LedgerEntry::sequence).containsExactly(3L, 2L);
        assertThat(ledger.entries(new Ledger.Query("acme", EntryType.PURCHASE, null, null), null, 9))
                .isEmpty();
        assertThat(ledger.entries(new Ledger.Query("acme", EntryType.ADJUSTMENT, null, null), 3L, 9))
                .hasSize(2);
        Instant last = entries("acme").get(0).time();
        assertThat(ledger.entries(new Ledger.Query("acme", null, last.plusMillis(1), null), null, 9))
                .isEmpty();
        assertThat(ledger.entries(
                        new Ledger.Query("acme", EntryType.ADJUSTMENT, Instant.EPOCH, last.plusMillis(1)), 6L, 9))
                .hasSize(5);
        assertThat(ledger.entries(new Ledger.Query("acme", null, null, Instant.EPOCH), null, 9))
                .isEmpty();
        assertThat(ledger.balance("nobody")).isEmpty();
    }

    @Test
    void theAuditTellsWhoAdjusted() {
        createAccount("acme", "EUR");
        LedgerEntry entry = adjust("acme", "1", "CN-1", "goodwill");
        adjust("acme", "1", "CN-1", "goodwill");

        List<AuditEntry> audit = store.directory().audit("acme", null, 10);
        assertThat(audit).extracting(AuditEntry::object).containsExactly("ledger", "account");
        assertThat(audit.get(0).actor()).isEqualTo("tester");
        assertThat(audit.get(0).before()).isNull();
        assertThat(audit.get(0).after())
                .isEqualTo("{\"id\":\"" + entry.id() + "\",\"sequence\":1,\"type\":\"adjustment\",\"amount\":\"1\","
                        + "\"balance_after\":\"1\",\"currency\":\"EUR\",\"reference\":\"adjustment:CN-1\","
                        + "\"reason\":\"goodwill\"}");
    }

    @Test
    void onlyAccountsThatAreThereAreAdjusted() {
        assertRefused(Reason.NO_SUCH_ACCOUNT, changes -> changes.adjust("nobody", BigDecimal.ONE, null, "why"));
    }

    @Test
    void theCurrencyOfAnAccountStaysFromItsFirstEntryOn() {
        createAccount("acme", "EUR");
        change(changes -> changes.updateAccount("acme", null, account -> in(account, "CHF")));
        adjust("acme", "1", null, "first");

        assertRefused(
                Reason.OTHER_CURRENCY, changes -> changes.updateAccount("acme", null, account -> in(account, "EUR")));

        assertBalance("acme", "CHF", "1", "1", 1);
        assertThat(store.directory().account("acme").orElseThrow().currency()).isEqualTo("CHF");
        change(changes -> changes.updateAccount(
                "acme", null, a -> a.with("New name", a.status(), a.billing(), a.timeZone(), a.currency())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update gauger_ledger set amount = 0",
                "update gauger_ledger set reason = 'because' where sequence = 1",
                "delete from gauger_ledger",
                "delete from gauger_ledger where sequence = 1",
                "truncate table gauger_ledger"
            })
    void nothingOfTheLedgerCanBeChangedByTheUserThatWritesIt(String sql) {
        createAccount("acme", "EUR");
        List<LedgerEntry> before = List.of(adjust("acme", "1", null, "stays"));

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(sql));

        assertThat(entries("acme")).usingRecursiveComparison().isEqualTo(before);
    }

    final LedgerEntry adjust(String account, String amount, String reference, String reason) {
        return change(changes -> changes.adjust(account, new BigDecimal(amount), reference, reason));
    }

    final List<LedgerEntry> entries(String account) {
        return store.ledger().entries(new Ledger.Query(account, null, null, null), null, 10_000);
    }

    final void assertBalance(String account, String currency, String balance, String credits, long entries) {
        Balance there = store.ledger().balance(account).orElseThrow();
        assertThat(there.currency()).isEqualTo(currency);
        assertThat(there.balance()).isEqualByComparingTo(balance);
        assertThat(there.credits()).isEqualByComparingTo(credits);
        assertThat(there.entries()).isEqualTo(entries);
    }

    final Account createAccount(String id, String currency) {
        return change(changes -> changes.createAccount(account(id, currency)));
    }

    static Account account(String id, String currency) {
        return new Account(
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
    }

    final <T> T change(Function<Changes, T> work) {
        return store.administration().change("tester", work);
    }

    final void assertRefused(Reason reason, Function<Changes, Object> work) {
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> change(work))
                .returns(reason, RefusedChange::reason);
    }

    private static Account in(Account account, String currency) {
        return account.with(account.name(), account.status(), account.billing(), account.timeZone(), currency);
    }
}
