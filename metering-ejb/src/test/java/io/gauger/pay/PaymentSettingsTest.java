package io.gauger.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentSettingsTest {
    private static final Map<String, String> STRIPE =
            Map.of("gauger.stripe-secret-key", "sk_test_1", "gauger.stripe-webhook-secret", "whsec_1");

    @Test
    void aPackageSaysWhatItCostsAndWhatItGives() {
        assertThat(sold("50.00 USD credits=55.5 valid_days=365 name=Fifty dollars, and more"))
                .isEqualTo(new CreditPackage(
                        "p", "Fifty dollars, and more", new BigDecimal("50.00"), "USD", new BigDecimal("55.5"), 365));
        assertThat(sold("1000 JPY"))
                .isEqualTo(new CreditPackage(
                        "p", "1000 JPY", new BigDecimal("1000"), "JPY", new BigDecimal("1000"), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50 | expected 'AMOUNT CURRENCY [credits=…] [valid_days=…] [name=…]', was '50'",
                "0 USD | the amount must be a decimal above 0 such as 20.00, was '0'",
                "-5 USD | the amount must be a decimal above 0 such as 20.00, was '-5'",
                "1e3 USD | the amount must be a decimal above 0 such as 20.00, was '1e3'",
                "5.001 USD | the amount has at most 2 decimals in USD, was '5.001'",
                "5.5 JPY | the amount has at most 0 decimals in JPY, was '5.5'",
                "5 DOLLARS | the currency must be one of ISO 4217 such as USD, was 'DOLLARS'",
                "5 USD credits=0 | credits must be a decimal above 0 such as 20.00, was '0'",
                "5 USD valid_days=0 | valid_days must be a whole number from 1 to 36500, was '0'",
                "5 USD colour=red | 'colour' is no attribute; there are credits, valid_days and, last, name",
                "5 USD name= | name must have 1 to 250 characters"
            })
    void aPackageThatCannotBeSoldIsNamed(String notation, String told) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> sold(notation))
                .withMessage("gauger.credit-package.p: " + told);
    }

    @Test
    void inDevelopmentThereIsSomethingToTryAndNobodyTakesMoney() {
        PaymentSettings settings =
                PaymentSettings.of(Settings.of(Map.of("gauger.development", "true", "gauger.currency", "EUR")));

        assertThat(settings.isInstant()).isTrue();
        assertThat(settings.packages().all()).extracting(CreditPackage::id).containsExactly("large", "medium", "small");
        assertThat(settings.packages().all()).allMatch(each -> each.currency().equals("EUR"));
        PaymentSettings production = PaymentSettings.of(Settings.of(Map.of()));
        assertThat(production.isInstant()).isFalse();
        assertThat(production.packages().all()).isEmpty();
    }

    @Test
    void aConfiguredProviderIsUsedInDevelopmentToo() {
        PaymentSettings settings = PaymentSettings.of(Settings.of(with("gauger.development", "true")));

        assertThat(settings.isInstant()).isFalse();
        assertThat(settings.provider()).isInstanceOf(StripePayments.class);
    }

    @Test
    void withoutItsLibraryStripeCannotBeConfiguredAndIsNotNeeded() {
        ClassLoader none = new ClassLoader(null) {};

        assertThat(PaymentSettings.of(Settings.of(Map.of()), none).provider()).isNull();
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> PaymentSettings.of(Settings.of(STRIPE), none))
                .withMessageStartingWith("gauger.stripe-secret-key is set, but Stripe's library is not there: put"
                        + " com.stripe:stripe-java");
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedWithoutTellingSecrets() {
        assertRefused(Map.of("gauger.stripe-secret-key", "sk_1"), "gauger.stripe-webhook-secret is missing");
        assertRefused(Map.of("gauger.stripe-webhook-secret", "whsec_1"), "gauger.stripe-secret-key is missing");
        assertRefused(with("gauger.stripe-secret-key", "pk_live_1"), "is a publishable key");
        assertRefused(with("gauger.stripe-api-base", "http://example.com"), "must begin with https");
        assertRefused(with("gauger.stripe-api-base", "nowhere"), "must be a web address");
        assertRefused(with("gauger.checkout-success-url", "paid.html"), "must be a web address");
        assertRefused(with("gauger.checkout-cancel-url", "javascript:alert(1)"), "must be a web address");
    }

    private static void assertRefused(Map<String, String> settings, String told) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> PaymentSettings.of(Settings.of(settings)))
                .withMessageContaining(told)
                .withMessageNotContaining("sk_1")
                .withMessageNotContaining("pk_live_1")
                .withMessageNotContaining("whsec_1");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new java.util.HashMap<>(STRIPE);
        settings.put(name, value);
        return settings;
    }

    private static CreditPackage sold(String notation) {
        return CreditPackageNotation.parse("p", notation);
    }
}
