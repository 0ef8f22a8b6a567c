package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How decimals and instants are written and read. */
class WireFormsTest {
    @ParameterizedTest
    @CsvSource({
        "12.500000000,12.5",
        "0E-9,0",
        "0.000000000001,0.000000000001",
        "1E+3,1000",
        "100,100",
        "99999999999999999999999999999.123456789,99999999999999999999999999999.123456789"
    })
    void aDecimalHasOneForm(BigDecimal value, String expected) {
        assertThat(Decimals.text(value)).isEqualTo(expected);
    }

    @Property(tries = 500)
    void aDecimalIsReadAsItWasWritten(@ForAll BigDecimal value) {
        BigDecimal positive = value.abs();
        String text = Decimals.text(positive);
        if (text.replace(".", "").length() <= 38) {
            assertThat(Decimals.parse(text)).isEqualByComparingTo(positive);
            assertThat(Decimals.text(Decimals.parse(text))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1e3", ".5", "1.", "1,5", "NaN", "0x10", "\u0661", " 1"})
    void whatIsNoPlainDecimalIsRefused(String text) {
        assertThat(Decimals.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00Z,2026-01-31T10:00:00.000Z",
        "2026-01-31t10:00:00.5z,2026-01-31T10:00:00.500Z",
        "2026-01-31T10:00:00+02:30,2026-01-31T07:30:00.000Z",
        "2026-01-31,2026-01-31T00:00:00.000Z",
        "2026-01-31T10:00:00.0001Z,2026-01-31T10:00:00.001Z",
        "2026-01-31T10:00:00.123456789Z,2026-01-31T10:00:00.124Z"
    })
    void anInstantIsWrittenInUtcWithMilliseconds(String text, String expected) {
        assertThat(Timestamps.text(Timestamps.parse(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T10:00:00",
                "2026-01-31T10:00Z",
                "2026-01-31 10:00:00Z",
                "2026-01-31T10:00:00 01:00",
                "2026-01-31T10:00:00+0100",
                "2026-13-01",
                "2026-02-30T00:00:00Z",
                "2026-01-31T24:00:01Z",
                "0000-06-01",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59.9999Z",
                "1767225600",
                ""
            })
    void whatIsNoTimestampIsRefused(String text) {
        assertThat(Timestamps.parse(text)).isNull();
    }

    @Property(tries = 500)
    void anInstantIsReadAsItWasWritten(@ForAll @LongRange(min = -62135596800000L, max = 253402300799999L) long millis) {
        Instant instant = Instant.ofEpochMilli(millis);

        assertThat(Timestamps.parse(Timestamps.text(instant))).isEqualTo(instant);
    }

    @Example
    void aQueryIsDecodedStrictly() {
        assertThat(PercentCoding.decode("a+b%20c%2B%C3%A9")).isEqualTo("a b c+\u00e9");
        for (String wrong : new String[] {"%", "%2", "%zz", "%C3", "%ff", "%00", "%0a", "\u00e9", "%ED%A0%80"}) {
            assertThat(PercentCoding.decode(wrong)).as(wrong).isNull();
        }
    }
}
