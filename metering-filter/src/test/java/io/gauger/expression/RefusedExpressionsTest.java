package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedExpressionsTest {
    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]+)}");

    @ParameterizedTest(name = "{index} {2}")
    @MethodSource("attacks")
    void isRefusedWithItsReasonAndPosition(int position, String reason, String expression) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.compile(expression))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).contains(reason);
                    assertThat(refusal.position()).as(refusal.getMessage()).isEqualTo(position);
                    assertThat(refusal.source()).isEqualTo(expression);
                    assertThat(refusal).hasMessageEndingWith("(at position " + position + ")");
                });
    }

    @Test
    void theFileHoldsWhatItPromises() throws IOException {
        assertThat(attacks()).hasSizeGreaterThan(150);
    }

    static List<Arguments> attacks() throws IOException {
        try (InputStream file = RefusedExpressionsTest.class.getResourceAsStream("attacks.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n", -1))
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ?", 3))
                    .map(parts -> Arguments.of(Integer.parseInt(parts[0]), parts[1], plain(parts[2])))
                    .toList();
        }
    }

    private static String plain(String expression) {
        return CHARACTER
                .matcher(expression.replace("{LF}", "\n"))
                .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }
}
