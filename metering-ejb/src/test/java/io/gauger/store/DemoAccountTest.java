package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gauger.account.Account;
import io.gauger.account.Account.Billing;
import io.gauger.account.Account.Status;
import io.gauger.account.AuditEntry;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.QuotaMode;
import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account that the development mode's key is of. */
class DemoAccountTest {
    private static final Account OURS = new Account(
            "demo", "Ours", Status.ACTIVE, null, Billing.POSTPAID, "UTC", "USD", Instant.EPOCH, Instant.EPOCH, 1);

    @TempDir
    Path parent;

    @Test
    void itHasAPlanFromTheFirstStartOn() {
        try (Store store = open(true)) {
            KnownAccount demo = store.keys().current().account("demo");

            assertThat(demo.active()).isTrue();
            assertThat(demo.plan().id()).isEqualTo("demo");
            assertThat(demo.plan().rateLimitPerMinute()).isEqualTo(60);
            assertThat(demo.plan().quota()).isEqualByComparingTo("1000");
            assertThat(demo.plan().quotaMode()).isEqualTo(QuotaMode.HARD);
            assertThat(store.keys().current().account("demo2")).isNull();
            assertThat(audit(store))
                    .extracting(AuditEntry::actor, AuditEntry::object)
                    .containsExactlyInAnyOrder(
                            tuple("gauger.development", "plan"), tuple("gauger.development", "account"));
        }
    }

    @Test
    void itAndItsPlanHaveTheCurrencyOfTheSetting() {
        try (Store store = open(true, Map.of("gauger.currency", "EUR"))) {
            assertThat(store.directory().account("demo").orElseThrow().currency())
                    .isEqualTo("EUR");
            assertThat(store.directory().plan("demo").orElseThrow().currency()).isEqualTo("EUR");
            assertThat(store.ledger().balance("demo").orElseThrow().currency()).isEqualTo("EUR");
        }
    }

    @Test
    void whatAnOperatorMadeOfItStays() {
        try (Store store = open(true)) {
            store.administration()
                    .change("operator", changes -> changes.updateAccount("demo", null, demo -> demo.withPlan(null)));
            store.administration().change("operator", changes -> {
                changes.deletePlan("demo", null);
                return "deleted";
            });
        }
        try (Store store = open(true)) {
            assertThat(store.keys().current().account("demo").plan()).isNull();
            assertThat(audit(store)).hasSize(4);
        }
    }

    @Test
    void anAccountThatWasThereBeforeIsNotGivenAPlan() {
        try (Store store = open(false)) {
            store.administration().change("operator", changes -> changes.createAccount(OURS));
        }
        try (Store store = open(true)) {
            assertThat(store.directory().account("demo").orElseThrow().name()).isEqualTo("Ours");
            assertThat(store.directory().plan("demo")).isEmpty();
            assertThat(store.keys().current().account("demo").plan()).isNull();
        }
    }

    @Test
    void withoutTheDevelopmentModeThereIsNone() {
        try (Store store = open(false)) {
            assertThat(store.keys().current().account("demo")).isNull();
            assertThat(store.directory().account("demo").map(Account::id)).isEmpty();
        }
    }

    private static List<AuditEntry> audit(Store store) {
        return store.directory().audit("demo", null, 10);
    }

    private Store open(boolean development) {
        return open(development, Map.of());
    }

    private Store open(boolean development, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("gauger.data-dir", parent.resolve("data").toString());
        all.put("gauger.admin-token", "sixteen letters!");
        all.put("gauger.development", Boolean.toString(development));
        return Store.open(StoreSettings.of(Settings.of(all), getClass().getClassLoader()), NodeIdentity.ofThisStart());
    }
}
