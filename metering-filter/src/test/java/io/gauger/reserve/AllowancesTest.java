package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Caller;
import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.RefusalReason;
import io.gauger.admit.ResetPeriod;
import io.gauger.admit.Standing;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllowancesTest {
    private static final long NEW_YEARS_EVE =
            Instant.parse("2030-12-31T22:30:00Z").toEpochMilli();

    private static final KnownPlan ONE_A_MONTH = new KnownPlan(
            "plan",
            BigDecimal.ONE,
            ResetPeriod.MONTHLY,
            MeterType.REQUESTS,
            QuotaMode.HARD,
            BigDecimal.ZERO,
            null,
            null,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    private final SharedUse database = new SharedUse();
    private final Reservations reservations = new Reservations(database.node());

    @AfterEach
    void close() {
        reservations.close();
    }

    @Test
    void thePeriodIsThatOfTheRequestsTimeInTheAccountsZone() {
        Allowances allowances = allowances(Map.of());

        assertThat(admit(allowances, "acme", NEW_YEARS_EVE).admits()).isTrue();
        assertThat(admit(allowances, "acme", NEW_YEARS_EVE).refusal()).isEqualTo(RefusalReason.QUOTA_EXCEEDED);
        // in Vienna it is the new year
        assertThat(admit(allowances, "acme", NEW_YEARS_EVE + 1_800_000).admits())
                .isTrue();
        assertThat(admit(allowances, "acme", NEW_YEARS_EVE).admits()).isFalse();
    }

    @Test
    void aMinuteBeforeItsEndTheNextPeriodIsAskedForSoThatNoRequestWaitsForIt() {
        Allowances allowances = allowances(Map.of());
        admit(allowances, "acme", NEW_YEARS_EVE);
        assertThat(database.exchanges()).isOne();

        admit(allowances, "acme", NEW_YEARS_EVE + 1_800_000 - 30_000);

        Subject next = new Subject(
                Subject.Kind.ACCOUNT_REQUESTS,
                "acme",
                new Periods(DayOfWeek.MONDAY)
                        .at(ResetPeriod.MONTHLY, ZoneId.of("Europe/Vienna"), NEW_YEARS_EVE + 1_800_000));
        Awaitility.await()
                .untilAsserted(() -> assertThat(reservations.used(next)).isZero());
    }

    @Test
    void whatANodeHasOfAnAccountIsAskedForBeforeAnybodyWaitsForIt() {
        Allowances allowances = allowances(Map.of());
        Subject quota = new Subject(
                Subject.Kind.ACCOUNT_REQUESTS,
                "acme",
                new Periods(DayOfWeek.MONDAY)
                        .at(ResetPeriod.MONTHLY, ZoneId.of("Europe/Vienna"), System.currentTimeMillis()));
        assertThat(reservations.used(quota)).isNull();

        reservations.tick();

        assertThat(reservations.used(quota)).isZero();
        assertThat(database.exchanges()).isOne();
        assertThat(admit(allowances, "acme", System.currentTimeMillis()).admits())
                .isTrue();
    }

    @Test
    void whoIsNotKnownOrHasNoPlanHasNoQuota() {
        Allowances allowances = allowances(Map.of());

        assertThat(admit(allowances, null, NEW_YEARS_EVE)).isEqualTo(Allowance.UNLIMITED);
        assertThat(admit(allowances, "globex", NEW_YEARS_EVE)).isEqualTo(Allowance.UNLIMITED);
    }

    @Test
    void theStatusOfARefusalIsThatOfTheSetting() {
        Allowances allowances = allowances(Map.of("gauger.payment-required-status", "429"));
        admit(allowances, "acme", NEW_YEARS_EVE);

        assertThat(admit(allowances, "acme", NEW_YEARS_EVE).status()).isEqualTo(429);
    }

    @Test
    void theAccountIsThatOfTheDecisionIfItHasOne() {
        KeyDirectory failing = () -> {
            throw new IllegalStateException("as intended");
        };
        Allowances allowances = new Allowances(Settings.of(Map.of()), failing, reservations);
        Admitted globex = admitted(new KnownAccount("globex", true, ZoneOffset.UTC, ONE_A_MONTH));

        assertThat(allowances.admit(globex, NEW_YEARS_EVE).admits()).isTrue();
        assertThat(allowances.admit(globex, NEW_YEARS_EVE).refusal()).isEqualTo(RefusalReason.QUOTA_EXCEEDED);
    }

    /** Without a zone nobody can tell in which period a time is. */
    @SuppressWarnings("NullAway")
    @Test
    void aFaultOfOursRefusesWhereAHardLimitIsKnown() {
        Allowances allowances = allowances(Map.of());
        KnownBudget hard = new KnownBudget(BigDecimal.ONE, ResetPeriod.MONTHLY, BigDecimal.ONE, true);
        KnownBudget soft = new KnownBudget(BigDecimal.ONE, ResetPeriod.MONTHLY, BigDecimal.ONE, false);

        assertThat(allowances
                        .admit(admitted(new KnownAccount("a", true, null, ONE_A_MONTH)), NEW_YEARS_EVE)
                        .refusal())
                .isEqualTo(RefusalReason.QUOTA_UNKNOWN);
        assertThat(allowances
                        .admit(admitted(new KnownAccount("b", true, null, null, "EUR", null, hard)), NEW_YEARS_EVE)
                        .refusal())
                .isEqualTo(RefusalReason.MONEY_UNKNOWN);
        assertThat(allowances.admit(
                        admitted(new KnownAccount("c", true, null, null, "EUR", null, soft)), NEW_YEARS_EVE))
                .isEqualTo(Allowance.UNTOLD);
    }

    private static Admitted admitted(KnownAccount account) {
        return new Admitted(Caller.ofAccount(account.id()), false, null, account, Standing.UNLIMITED);
    }

    @Test
    void settingsThatCannotBeUsedAreToldWithTheirValue() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> allowances(Map.of("gauger.payment-required-status", "500")))
                .withMessage("gauger.payment-required-status must be 402, 403 or 429, was '500'");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> allowances(Map.of("gauger.week-start", "caturday")))
                .withMessageContaining("gauger.week-start must be a day")
                .withMessageContaining("'caturday'");
    }

    private static Allowance admit(Allowances allowances, @Nullable String account, long epochMilli) {
        Caller caller = account == null ? Caller.ANONYMOUS : Caller.ofAccount(account);
        return allowances.admit(new Admitted(caller, false, null, null, Standing.UNLIMITED), epochMilli);
    }

    private Allowances allowances(Map<String, String> settings) {
        KnownAccount account = new KnownAccount("acme", true, ZoneId.of("Europe/Vienna"), ONE_A_MONTH);
        KeySnapshot snapshot = new KeySnapshot(Map.of(), Map.of("acme", account));
        return new Allowances(Settings.of(settings), () -> snapshot, reservations);
    }
}
