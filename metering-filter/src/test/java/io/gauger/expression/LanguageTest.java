package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation is what the product does: each row of its table of cases is run. */
class LanguageTest {
    private static final String HEAD = "| expression | sample | units | flag |";
    private static final String REFUSED = "refused: ";
    private static final Path PAGE = Path.of("..", "docs", "expressions.md");

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("cases")
    void givesWhatTheTableSays(String expression, String sample, String units, String flag) {
        if (flag.startsWith(REFUSED)) {
            assertThat(units).isEmpty();
            assertThatExceptionOfType(ExpressionException.class)
                    .isThrownBy(() -> Expression.compile(expression))
                    .withMessageContaining(flag.substring(REFUSED.length()));
            return;
        }
        Result result = Sample.evaluate(expression, sample);

        if (result instanceof Result.Units given) {
            assertThat(given.value()).isEqualByComparingTo(new BigDecimal(units));
            assertThat(given.negative() ? "negative" : "").isEqualTo(flag);
        } else {
            Result.Failure failure = (Result.Failure) result;
            assertThat(failure.reason().name().toLowerCase(Locale.ROOT))
                    .as(failure.detail())
                    .isEqualTo(flag);
            assertThat(units).isEmpty();
        }
    }

    @Test
    void thePageNamesEveryVariableAndFunction() throws IOException {
        String page = Files.readString(PAGE);
        for (Variable variable : Variable.values()) {
            assertThat(page).contains("| `" + variable.wireName() + "` |");
        }
        for (Function function : Function.values()) {
            assertThat(page).contains("| `" + function.wireName() + "(");
        }
    }

    static List<Arguments> cases() throws IOException {
        String page = Files.readString(PAGE);
        List<Arguments> cases = new ArrayList<>();
        for (int at = page.indexOf(HEAD); at >= 0; at = page.indexOf(HEAD, at + 1)) {
            page.substring(at)
                    .lines()
                    .takeWhile(line -> line.startsWith("|"))
                    .skip(2)
                    .map(LanguageTest::row)
                    .forEach(cases::add);
        }
        assertThat(cases).hasSizeGreaterThan(180);
        return cases;
    }

    /** The expressions that are not refused. */
    static List<String> accepted() throws IOException {
        return cases().stream()
                .filter(row -> !((String) row.get()[3]).startsWith(REFUSED))
                .map(row -> (String) row.get()[0])
                .toList();
    }

    /** In a Markdown table, a bar inside a cell is written with a backslash before it. */
    private static Arguments row(String line) {
        return Arguments.of(Arrays.stream(line.substring(1).split("(?<!\\\\)\\|", -1))
                .limit(4)
                .map(cell -> cell.strip().replace("\\|", "|"))
                .map(cell -> cell.startsWith("`") ? cell.substring(1, cell.length() - 1) : cell)
                .toArray());
    }
}
