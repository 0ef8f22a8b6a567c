package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.RefusalReason;
import io.gauger.admit.ResetPeriod;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllowancesTest {
    private static final long NEW_YEARS_EVE =
            Instant.parse("2030-12-31T22:30:00Z").toEpochMilli();

    private final SharedUse database = new SharedUse();
    private final Reservations reservations = new Reservations(database.node());

    @AfterEach
    void close() {
        reservations.close();
    }

    @Test
    void thePeriodIsThatOfTheRequestsTimeInTheAccountsZone() {
        Allowances allowances = allowances(Map.of());

        assertThat(allowances.admit("acme", null, NEW_YEARS_EVE).admits()).isTrue();
        assertThat(allowances.admit("acme", null, NEW_YEARS_EVE).refusal()).isEqualTo(RefusalReason.QUOTA_EXCEEDED);
        // in Vienna it is the new year
        assertThat(allowances.admit("acme", null, NEW_YEARS_EVE + 1_800_000).admits())
                .isTrue();
        assertThat(allowances.admit("acme", null, NEW_YEARS_EVE).admits()).isFalse();
    }

    @Test
    void aMinuteBeforeItsEndTheNextPeriodIsAskedForSoThatNoRequestWaitsForIt() {
        Allowances allowances = allowances(Map.of());
        allowances.admit("acme", null, NEW_YEARS_EVE);
        assertThat(database.exchanges()).isOne();

        allowances.admit("acme", null, NEW_YEARS_EVE + 1_800_000 - 30_000);

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
        assertThat(allowances.admit("acme", null, System.currentTimeMillis()).admits())
                .isTrue();
    }

    @Test
    void whoIsNotKnownOrHasNoPlanHasNoQuota() {
        Allowances allowances = allowances(Map.of());

        assertThat(allowances.admit(null, null, NEW_YEARS_EVE)).isEqualTo(Allowance.UNLIMITED);
        assertThat(allowances.admit("globex", null, NEW_YEARS_EVE)).isEqualTo(Allowance.UNLIMITED);
    }

    @Test
    void theStatusOfARefusalIsThatOfTheSetting() {
        Allowances allowances = allowances(Map.of("gauger.payment-required-status", "429"));
        allowances.admit("acme", null, NEW_YEARS_EVE);

        assertThat(allowances.admit("acme", null, NEW_YEARS_EVE).status()).isEqualTo(429);
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

    private Allowances allowances(Map<String, String> settings) {
        KnownPlan plan = new KnownPlan(
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
        KnownAccount account = new KnownAccount("acme", true, ZoneId.of("Europe/Vienna"), plan);
        KeySnapshot snapshot = new KeySnapshot(Map.of(), Map.of("acme", account));
        return new Allowances(Settings.of(settings), () -> snapshot, reservations);
    }
}
