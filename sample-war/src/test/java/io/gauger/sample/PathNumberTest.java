package io.gauger.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathNumberTest {
    @Test
    void aNumberWithinItsRangeIsRead() {
        assertThat(PathNumber.of("/400", 400, 599)).hasValue(400);
        assertThat(PathNumber.of("/599", 400, 599)).hasValue(599);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "/", "/399", "/600", "/-400", "/+400", "/400/", "/4 0", "/0x190", "/٤٠٠", "/99999999999"})
    void anythingElseIsNone(String pathInfo) {
        assertThat(PathNumber.of(pathInfo, 400, 599)).isEmpty();
    }
}
