package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "fe80::/10, fe80::1%eth0, true",
        "192.0.2.0/24, localhost, false",
        "192.0.2.0/24, '', false",
        "192.0.2.0/24, 192.0.2, false",
        "192.0.2.0/24, 192.0.2.010, false",
        "192.0.2.0/24, 192.0.2.256, false",
        "192.0.2.0/24, 192.0.2.1000, false",
        "192.0.2.0/24, 192.0.2.-1, false",
        "192.0.2.0/24, 192.0.2.9., false",
        "192.0.2.0/24, 192.0.2.9.1, false",
        "192.0.2.0/24, 192.0.2., false",
        "192.0.2.0/24, 192.0..9, false",
        "192.0.2.0/24, .192.0.2.9, false",
        "0.0.0.0/0, 0.0.0.0, true",
        "255.255.255.255, 255.255.255.255, true"
    })
    void anAddressIsInARangeOrNot(String range, String address, boolean in) {
        assertThat(IpRanges.of(List.of(range)).contains(address)).isEqualTo(in);
    }

    @Test
    void oneOfSeveralRangesIsEnoughAndNoneMeansAll() {
        IpRanges two = IpRanges.of(List.of("192.0.2.0/24", "2001:db8::/32"));

        assertThat(two.contains("2001:db8::5")).isTrue();
        assertThat(two.contains("192.0.2.5")).isTrue();
        assertThat(two.contains("198.51.100.5")).isFalse();
        assertThat(two.contains(null)).isFalse();
        assertThat(IpRanges.of(List.of()).contains(null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "192.0.2",
                "192.0.2.0/33",
                "192.0.2.0/",
                "192.0.2.0/024",
                "192.0.2.0/+4",
                "192.0.2.7/24",
                "256.0.0.1",
                "1.2.3.4.5",
                "2001:db8::/129",
                "2001:db8::1/64",
                "::g",
                ".::1",
                "192.0.2.0/24/24",
                "٣.0.0.1"
            })
    void whatIsNoRangeIsRefusedWithItsReason(String notation) {
        assertThat(IpRanges.complaint(notation)).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpRanges.of(List.of(notation)))
                .withMessageContaining(notation);
    }
}
