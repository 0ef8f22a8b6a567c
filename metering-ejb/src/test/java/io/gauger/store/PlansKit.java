package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.Changes;
import io.gauger.account.Directory.AccountQuery;
import io.gauger.account.IssuedToken;
import io.gauger.account.Operator;
import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import io.gauger.account.Plan;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Plans, operator tokens and the audit as every database must keep them; a database is one subclass. */
abstract class PlansKit extends OpenStore {
    private static final Set<Permission> READER = Set.of(Permission.READ);
    private static final Set<Permission> WRITER = Set.of(Permission.READ, Permission.WRITE);

    @Test
    void everyFieldOfAPlanComesBackAsItWas() {
        Plan gold = change(changes -> changes.createPlan(plan("gold", "123456789.123456789", 60, 7)));
        Plan free = change(changes -> changes.createPlan(plan("free", null, null, null)));

        assertThat(gold.version()).isEqualTo(1);
        assertThat(store.directory().plan("gold")).contains(gold);
        assertThat(store.directory().plan("free")).contains(free);
        assertThat(store.directory().plan("none")).isEmpty();
        assertThat(store.directory().plans(null, 1)).containsExactly(free);
        assertThat(store.directory().plans("free", 5)).containsExactly(gold);
    }

    @Test
    void thePlanOfAnAccountIsKnownAtOnceAndToOthersWithTheirNextLook() {
        Plan gold = change(changes -> changes.createPlan(plan("gold", "100", 60, null)));
        change(changes -> changes.createAccount(account("acme", "gold")));
        try (Store other = reopened()) {
            assertThat(known(store).plan()).isEqualTo(gold.limits());
            assertThat(known(other).plan()).isEqualTo(gold.limits());

            Plan tighter = change(changes -> changes.updatePlan("gold", 1L, before -> plan("gold", "0", 60, null)));
            assertThat(tighter.version()).isEqualTo(2);
            assertThat(known(store).plan().quota()).isZero();
            assertThat(known(other).plan()).isEqualTo(gold.limits());
            other.refresh();
            assertThat(known(other).plan().quota()).isZero();

            change(changes -> changes.updateAccount("acme", null, account -> account.withPlan(null)));
            other.refresh();
            assertThat(known(store).plan()).isNull();
            assertThat(known(other).plan()).isNull();
        }
    }

    @Test
    void whatStaysAsItIsIsNotWritten() {
        change(changes -> changes.createPlan(plan("gold", "100", 60, null)));

        Plan same = change(changes -> changes.updatePlan(
                "gold",
                1L,
                before -> new Plan(
                        plan("gold", "100.0", 60, null).limits(),
                        before.name(),
                        new BigDecimal("9.90"),
                        before.overagePrice(),
                        before.currency(),
                        before.createdAt(),
                        before.updatedAt(),
                        before.version())));

        assertThat(same.version()).isEqualTo(1);
        assertThat(store.directory().audit("gold", null, 10)).hasSize(1);
    }

    @Test
    void anAccountHasOnlyAPlanThatIsThereAndAPlanThatAccountsHaveStays() {
        assertRefused(Reason.NO_PLAN_FOR_ACCOUNT, changes -> changes.createAccount(account("acme", "gold")));
        change(changes -> changes.createPlan(plan("gold", "100", null, null)));
        change(changes -> changes.createAccount(account("acme", "gold")));
        assertRefused(
                Reason.NO_PLAN_FOR_ACCOUNT,
                changes -> changes.updateAccount("acme", null, account -> account.withPlan("silver")));
        assertRefused(Reason.PLAN_EXISTS, changes -> changes.createPlan(plan("gold", null, null, null)));
        assertRefused(Reason.PLAN_IN_USE, changes -> deleted(changes, "gold", null));
        assertRefused(Reason.OTHER_VERSION, changes -> deleted(changes, "gold", 2L));
        assertRefused(Reason.NO_SUCH_PLAN, changes -> deleted(changes, "silver", null));
        assertRefused(Reason.NO_SUCH_PLAN, changes -> changes.updatePlan("silver", null, plan -> plan));
        assertThat(store.directory().accounts(new AccountQuery(null, null, "gold"), null, 5))
                .extracting(Account::id)
                .containsExactly("acme");

        change(changes -> changes.updateAccount("acme", null, PlansKit::closed));
        change(changes -> deleted(changes, "gold", 1L));

        assertThat(store.directory().plan("gold")).isEmpty();
        AuditEntry last = store.directory().audit("gold", null, 1).get(0);
        assertThat(last.action()).isEqualTo(AuditEntry.Action.DELETE);
        assertThat(last.before()).contains("\"requests_per_month\":\"100\"").contains("\"price\":\"9.9\"");
        assertThat(last.after()).isNull();
    }

    @Test
    void aTokenIsTakenAtOnceAndByOthersWithTheirNextLookAndSoIsItsEnd() {
        try (Store other = reopened()) {
            IssuedToken issued = change(changes -> changes.createToken("ci", "ci@example.com", READER, null));
            assertThat(issued.secret())
                    .matches("gat_[0-9A-Za-z]{33}")
                    .startsWith(issued.token().prefix());
            assertThat(issued.toString()).doesNotContain(issued.secret());
            assertThat(store.directory().operatorToken(issued.token().id())).contains(issued.token());
            assertThat(store.operatorTokens().find(issued.secret()))
                    .isEqualTo(new Operator("token " + issued.token().prefix(), READER, "ci@example.com"));
            assertThat(other.operatorTokens().find(issued.secret())).isNull();
            other.refresh();
            assertThat(other.operatorTokens().find(issued.secret())).isNotNull();

            change(changes -> changes.updateToken(issued.token().id(), 1L, false, PlansKit::revoked));
            assertThat(store.operatorTokens().find(issued.secret())).isNull();
            other.refresh();
            assertThat(other.operatorTokens().find(issued.secret())).isNull();
            assertRefused(
                    Reason.TOKEN_IS_REVOKED,
                    changes -> changes.updateToken(
                            issued.token().id(),
                            null,
                            false,
                            token -> token.with("again", READER, OperatorToken.Status.ACTIVE, null)));
        }
    }

    @Test
    void anExpiredTokenIsNotTaken() {
        IssuedToken past =
                change(changes -> changes.createToken("past", null, READER, Instant.parse("2020-01-01T00:00:00Z")));
        IssuedToken later =
                change(changes -> changes.createToken("later", null, READER, Instant.parse("2099-01-01T00:00:00Z")));

        assertThat(store.operatorTokens().find(past.secret())).isNull();
        assertThat(store.operatorTokens().find(later.secret())).isNotNull();
    }

    @Test
    void theLastTokenThatWritesWithoutEndIsRevokedOnlyOnPurpose() throws Exception {
        OperatorToken first = first();
        Instant end = Instant.parse("2099-01-01T00:00:00Z");
        change(changes -> changes.createToken("for a while", null, WRITER, end));
        change(changes -> changes.createToken("reader", null, READER, null));
        Function<OperatorToken, OperatorToken> ending =
                token -> token.with(token.name(), token.permissions(), token.status(), end);

        assertRefused(
                Reason.LAST_WRITING_TOKEN, changes -> changes.updateToken(first.id(), null, false, PlansKit::revoked));
        assertRefused(
                Reason.LAST_WRITING_TOKEN, changes -> changes.updateToken(first.id(), null, false, ending::apply));

        change(changes -> changes.updateToken(first.id(), null, true, PlansKit::revoked));
        String secret = Files.readString(directory.resolve("operator-token")).strip();
        assertThat(store.operatorTokens().find(secret)).isNull();
        try (Store again = reopened()) {
            assertThat(again.operatorTokens().find(secret)).isNull();
            assertThat(again.directory().operatorTokens(null, null, 10)).hasSize(3);
        }
    }

    @Test
    void aTokenMayGoIfAnotherWrites() {
        OperatorToken first = first();
        change(changes -> changes.createToken("another", null, WRITER, null));

        change(changes -> changes.updateToken(first.id(), null, false, PlansKit::revoked));

        assertThat(store.directory().operatorTokens(OperatorToken.Status.ACTIVE, null, 10))
                .extracting(OperatorToken::name)
                .containsExactly("another");
    }

    @Test
    void theAuditCanOnlyBeAddedToEvenByTheUserThatWritesIt() throws Exception {
        change(changes -> changes.createPlan(plan("gold", "100", null, null)));
        AuditEntry before = store.directory().audit("gold", null, 1).get(0);

        for (String sql : List.of(
                "update gauger_audit set actor = 'somebody else'",
                "update gauger_audit set actor = actor",
                "delete from gauger_audit where object_id = 'gold'",
                "delete from gauger_audit")) {
            assertThatExceptionOfType(SQLException.class)
                    .as(sql)
                    .isThrownBy(() -> execute(sql))
                    .withMessageContaining("is append-only");
        }

        assertThat(store.directory().audit("gold", null, 10)).containsExactly(before);
        change(changes -> changes.createPlan(plan("silver", null, null, null)));
        assertThat(store.directory().audit("silver", null, 10)).hasSize(1);
    }

    private OperatorToken first() {
        List<OperatorToken> tokens = store.directory().operatorTokens(null, null, 10);
        assertThat(tokens).hasSize(1);
        assertThat(tokens.get(0).permissions()).containsExactlyInAnyOrder(Permission.values());
        return tokens.get(0);
    }

    private static OperatorToken revoked(OperatorToken token) {
        return token.with(token.name(), token.permissions(), OperatorToken.Status.REVOKED, token.expiresAt());
    }

    private static Account closed(Account account) {
        return account.with(
                account.name(), Account.Status.CLOSED, account.billing(), account.timeZone(), account.currency());
    }

    private static String deleted(Changes changes, String id, Long expected) {
        changes.deletePlan(id, expected);
        return id;
    }

    private static KnownAccount known(Store store) {
        return store.keys().current().account("acme");
    }

    private static Account account(String id, String plan) {
        return new Account(
                id,
                "Name of " + id,
                Account.Status.ACTIVE,
                plan,
                Account.Billing.POSTPAID,
                "UTC",
                "EUR",
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    private static Plan plan(String id, String quota, Integer rate, Integer burst) {
        KnownPlan limits = new KnownPlan(
                id,
                quota == null ? null : new BigDecimal(quota),
                ResetPeriod.WEEKLY,
                MeterType.COMPUTE_UNITS,
                QuotaMode.SOFT,
                new BigDecimal("12.5"),
                rate,
                burst,
                new BigDecimal("0.000000001"),
                new BigDecimal("0.000000000001"));
        return new Plan(
                limits,
                "Name of " + id,
                new BigDecimal("9.9"),
                new BigDecimal("0.02"),
                "EUR",
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    private <T> T change(Function<Changes, T> work) {
        return store.administration().change("tester", work);
    }

    private void assertRefused(Reason reason, Function<Changes, Object> work) {
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> change(work))
                .returns(reason, RefusedChange::reason);
    }
}
