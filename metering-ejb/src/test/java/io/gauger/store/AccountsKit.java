package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.AuditEntry;
import io.gauger.account.Directory.AccountQuery;
import io.gauger.account.Directory.KeyQuery;
import io.gauger.account.IssuedKey;
import io.gauger.account.KeyLimits;
import io.gauger.account.RefusedChange;
import io.gauger.admit.Hash;
import io.gauger.admit.KnownKey;
import io.gauger.admit.ResetPeriod;
import io.gauger.admit.Secret;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Accounts and keys as every database must keep them; a database is one subclass. */
abstract class AccountsKit extends OpenStore {
    private static final KeyLimits NONE =
            new KeyLimits(List.of(), List.of(), List.of(), List.of(), null, null, ResetPeriod.NEVER, null);
    private static final KeyLimits ALL = new KeyLimits(
            List.of("chat", "files"),
            List.of("openai"),
            List.of("gpt-4*", "o?"),
            List.of("192.0.2.0/24", "2001:db8::/32"),
            0,
            new BigDecimal("12.500000000000"),
            ResetPeriod.MONTHLY,
            Instant.parse("2030-01-01T00:00:00.123Z"));

    @Test
    void everyFieldComesBackAsItWas() {
        Account account = createAccount("acme");
        IssuedKey issued = change(changes -> changes.createKey("acme", "Key \"ü💶\"", ALL));

        assertThat(store.directory().account("acme")).contains(account);
        assertThat(store.directory().key(issued.key().id())).contains(issued.key());
        assertThat(issued.key().limits()).isEqualTo(ALL);
        assertThat(issued.key().version()).isEqualTo(1);
        assertThat(issued.secret())
                .matches("gk_[0-9A-Za-z]{33}")
                .startsWith(issued.key().prefix());
        assertThat(issued.toString()).doesNotContain(issued.secret());
    }

    @Test
    void aKeyIsKnownToThisNodeAtOnceAndToOthersWithTheirNextLook() {
        createAccount("acme");
        try (Store other = reopened()) {
            IssuedKey issued = change(changes -> changes.createKey("acme", "first", ALL));

            KnownKey known = known(store, issued.secret());
            assertThat(known.caller().accountId()).isEqualTo("acme");
            assertThat(known.caller().keyId()).isEqualTo(issued.key().id());
            assertThat(known.caller().keyPrefix()).isEqualTo(issued.key().prefix());
            assertThat(known.active()).isTrue();
            assertThat(known.validUntil())
                    .isEqualTo(Instant.parse("2030-01-01T00:00:00.123Z").toEpochMilli());
            assertThat(known.allowedRoutes()).containsExactlyInAnyOrder("chat", "files");
            assertThat(known.allowedIps().contains("192.0.2.200")).isTrue();
            assertThat(known.allowedIps().contains("192.0.3.1")).isFalse();

            assertThat(known(other, issued.secret())).isNull();
            other.refresh();
            assertThat(known(other, issued.secret())).isNotNull();

            change(changes -> changes.updateKey(
                    issued.key().id(), 1L, key -> key.with(key.name(), ApiKey.Status.REVOKED, key.limits())));
            assertThat(known(store, issued.secret()).active()).isFalse();
            assertThat(known(other, issued.secret()).active()).isTrue();
            other.refresh();
            assertThat(known(other, issued.secret()).active()).isFalse();
        }
    }

    @Test
    void aSuspendedAccountIsKnownAsSuch() {
        createAccount("acme");
        assertThat(store.keys().current().account("acme").active()).isTrue();
        assertThat(store.keys().current().account("other")).isNull();

        change(changes -> changes.updateAccount(
                "acme",
                null,
                account -> account.with(
                        account.name(),
                        Account.Status.SUSPENDED,
                        account.billing(),
                        account.timeZone(),
                        account.currency())));

        assertThat(store.keys().current().account("acme").active()).isFalse();
    }

    @Test
    void aNodeThatStartsKnowsAllKeys() {
        createAccount("acme");
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            secrets.add(change(changes -> changes.createKey("acme", "key " + number, NONE))
                    .secret());
        }
        try (Store other = reopened()) {
            assertThat(secrets)
                    .allSatisfy(secret -> assertThat(known(other, secret)).isNotNull());
        }
    }

    @Test
    void theSecretBeforeARotationHoldsAsLongAsTheyOverlap() {
        createAccount("acme");
        IssuedKey first = change(changes -> changes.createKey("acme", "first", NONE));

        IssuedKey second = change(changes -> changes.rotateKey(first.key().id(), 1L, Duration.ofHours(1)));

        assertThat(second.key().id()).isEqualTo(first.key().id());
        assertThat(second.key().version()).isEqualTo(2);
        assertThat(known(store, second.secret()).validUntil()).isEqualTo(KnownKey.FOR_EVER);
        assertThat(known(store, first.secret()).validUntil())
                .isEqualTo(second.key().updatedAt().plusSeconds(3600).toEpochMilli());
        assertThat(known(store, first.secret()).caller().keyPrefix())
                .isEqualTo(first.key().prefix());

        IssuedKey third = change(changes -> changes.rotateKey(first.key().id(), null, Duration.ZERO));
        long end = third.key().updatedAt().toEpochMilli();
        assertThat(known(store, first.secret()).validUntil()).isEqualTo(end);
        assertThat(known(store, second.secret()).validUntil()).isEqualTo(end);
    }

    @Test
    void whatCannotBeChangedIsRefusedAndLeavesNothing() {
        createAccount("acme");
        IssuedKey issued = change(changes -> changes.createKey("acme", "first", NONE));
        String id = issued.key().id();
        assertRefused(RefusedChange.Reason.ACCOUNT_EXISTS, changes -> changes.createAccount(account("acme")));
        assertRefused(RefusedChange.Reason.NO_SUCH_ACCOUNT, changes -> changes.createKey("nobody", "k", NONE));
        assertRefused(RefusedChange.Reason.NO_SUCH_KEY, changes -> changes.rotateKey("none", null, Duration.ZERO));
        assertRefused(RefusedChange.Reason.OTHER_VERSION, changes -> changes.rotateKey(id, 2L, Duration.ZERO));
        assertRefused(RefusedChange.Reason.OTHER_VERSION, changes -> changes.updateAccount("acme", 7L, a -> a));
        assertRefused(RefusedChange.Reason.NO_SUCH_ACCOUNT, changes -> {
            changes.createKey("acme", "not kept", NONE);
            return changes.updateAccount("nobody", null, a -> a);
        });

        change(changes -> changes.updateKey(id, null, k -> k.with(k.name(), ApiKey.Status.REVOKED, k.limits())));
        assertRefused(RefusedChange.Reason.KEY_IS_REVOKED, changes -> changes.rotateKey(id, null, Duration.ZERO));
        assertRefused(
                RefusedChange.Reason.KEY_IS_REVOKED,
                changes -> changes.updateKey(id, null, k -> k.with(k.name(), ApiKey.Status.ACTIVE, k.limits())));

        assertThat(store.directory().keys(new KeyQuery(null, null, null), null, 10))
                .extracting(ApiKey::name)
                .containsExactly("first");
        assertThat(store.directory().audit(null, null, 10)).hasSize(3);
    }

    @Test
    void theAuditTellsWhoChangedWhatFromWhatToWhatAndNoSecret() throws Exception {
        createAccount("acme");
        IssuedKey issued = change(changes -> changes.createKey("acme", "first", ALL));
        change(changes ->
                changes.updateKey(issued.key().id(), null, key -> key.with("second", key.status(), key.limits())));
        change(changes -> changes.updateKey(issued.key().id(), null, key -> key));

        List<AuditEntry> entries = store.directory().audit(issued.key().id(), null, 10);
        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly(AuditEntry.Action.UPDATE, AuditEntry.Action.CREATE);
        assertThat(entries.get(0).actor()).isEqualTo("tester");
        assertThat(entries.get(0).before()).contains("\"name\":\"first\"").contains("\"usage_limit_dollars\":\"12.5\"");
        assertThat(entries.get(0).after()).contains("\"name\":\"second\"").contains("[\"gpt-4*\",\"o?\"]");
        assertThat(entries.get(1).before()).isNull();
        assertThat(store.directory().audit(null, entries.get(1).id(), 10))
                .extracting(AuditEntry::objectId)
                .containsExactly("acme");

        for (String table : List.of("gauger_key", "gauger_key_secret", "gauger_audit", "gauger_idempotency")) {
            assertThat(text(table)).doesNotContain(issued.secret());
        }
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswerOnceAndAnotherRequestIsRefused() throws Exception {
        createAccount("acme");
        byte[] first = once("tester", "e5a7", "request");
        byte[] again = once("tester", "e5a7", "request");

        assertThat(again).isEqualTo(first);
        assertThat(store.directory().keys(new KeyQuery("acme", null, null), null, 10))
                .hasSize(1);
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> once("tester", "e5a7", "another request"))
                .returns(RefusedChange.Reason.IDEMPOTENCY_KEY_REUSED, RefusedChange::reason);
        assertThat(once("other", "e5a7", "request")).isNotEqualTo(first);
        assertThat(text("gauger_idempotency")).doesNotContain(new String(first, StandardCharsets.UTF_8));
        execute("update gauger_idempotency set created_at = 0");
        assertThat(once("tester", "e5a7", "request")).isNotEqualTo(first);
    }

    @Test
    void nodesThatChangeAtTheSameTimeLoseNothing() throws Exception {
        createAccount("acme");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<String> secrets = new ArrayList<>();
        try (Store other = reopened()) {
            List<Future<String>> made = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Store node = i % 2 == 0 ? store : other;
                String name = "key " + i;
                made.add(threads.submit(() -> node.administration()
                        .change("tester", changes -> changes.createKey("acme", name, NONE))
                        .secret()));
            }
            for (Future<String> each : made) {
                secrets.add(each.get());
            }
            store.refresh();
            other.refresh();
            assertThat(secrets).allSatisfy(secret -> {
                assertThat(known(store, secret)).isNotNull();
                assertThat(known(other, secret)).isNotNull();
            });
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void listsComeInPagesByIdAndByTheirConditions() {
        for (String id : List.of("b", "a", "d", "c")) {
            createAccount(id);
        }
        assertThat(store.directory().accounts(new AccountQuery(null, null, null), "a", 2))
                .extracting(Account::id)
                .containsExactly("b", "c");
        assertThat(store.directory().accounts(new AccountQuery(null, Account.Status.CLOSED, null), null, 2))
                .isEmpty();
        IssuedKey key = change(changes -> changes.createKey("b", "k", NONE));
        assertThat(store.directory().keys(new KeyQuery(null, key.key().prefix(), ApiKey.Status.ACTIVE), null, 5))
                .containsExactly(key.key());
        assertThat(store.directory().keys(new KeyQuery("a", null, null), null, 5))
                .isEmpty();
    }

    @Test
    void whatARestoredDatabaseHasForgottenIsNotKnownAnyMore() throws Exception {
        createAccount("acme");
        IssuedKey issued = change(changes -> changes.createKey("acme", "first", NONE));
        execute("delete from gauger_key_secret");
        execute("update gauger_change set number = 2");

        store.refresh();

        assertThat(known(store, issued.secret())).isNull();
        assertThat(store.keys().current().account("acme")).isNotNull();
    }

    @Test
    void whileTheDatabaseIsAwayWhatIsKnownHolds() {
        createAccount("acme");
        IssuedKey issued = change(changes -> changes.createKey("acme", "first", NONE));
        connections.goAway();

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.refresh());

        assertThat(known(store, issued.secret())).isNotNull();
        connections.comeBack();
        store.refresh();
        assertThat(known(store, issued.secret())).isNotNull();
    }

    private byte[] once(String actor, String key, String request) {
        return store.administration().once(actor, key, request, changes -> changes.createKey("acme", "once", NONE)
                .secret()
                .getBytes(StandardCharsets.UTF_8));
    }

    private Account createAccount(String id) {
        return change(changes -> changes.createAccount(account(id)));
    }

    private static Account account(String id) {
        return new Account(
                id,
                "Name of " + id,
                Account.Status.ACTIVE,
                null,
                Account.Billing.PREPAID,
                "Europe/Berlin",
                "EUR",
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    private <T> T change(java.util.function.Function<io.gauger.account.Changes, T> work) {
        return store.administration().change("tester", work);
    }

    private void assertRefused(
            RefusedChange.Reason reason, java.util.function.Function<io.gauger.account.Changes, Object> work) {
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> change(work))
                .returns(reason, RefusedChange::reason);
    }

    private static KnownKey known(Store store, String secret) {
        assertThat(Hash.of(secret).hex()).hasSize(64);
        return store.keys().current().key(Secret.sha256(secret));
    }

    private String text(String table) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    byte[] bytes = rows.getMetaData().getColumnName(i).equalsIgnoreCase("answer")
                            ? rows.getBytes(i)
                            : String.valueOf(rows.getString(i)).getBytes(StandardCharsets.UTF_8);
                    text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
                }
            }
        }
        return text.toString();
    }
}
