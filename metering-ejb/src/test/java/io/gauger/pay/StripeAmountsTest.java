package io.gauger.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountsTest {
    @ParameterizedTest
    @CsvSource({"20.00, USD, 2000", "0.01, EUR, 1", "500, JPY, 500", "5.120, KWD, 5120", "100, UGX, 10000"})
    void amountsAreInTheLeastUnitThatStripeKnows(BigDecimal amount, String currency, long sent) {
        assertThat(StripeAmounts.toStripe(amount, currency)).isEqualTo(sent);
        assertThat(StripeAmounts.ofStripe(sent, currency)).isEqualByComparingTo(amount);
    }

    @Test
    void aSmallerPartIsRefused() {
        assertThatExceptionOfType(PaymentException.class)
                .isThrownBy(() -> StripeAmounts.toStripe(new BigDecimal("0.5"), "JPY"))
                .withMessageContaining("at most 0 decimals of JPY")
                .returns(PaymentException.Kind.REFUSED, PaymentException::kind);
    }
}
