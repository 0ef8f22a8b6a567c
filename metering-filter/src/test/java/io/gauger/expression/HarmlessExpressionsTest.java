package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Units;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks that are accepted: they give their result, again and again, in bounded memory, and leave nothing behind. */
class HarmlessExpressionsTest {
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\*(.*?)}(?=[^}]|$)");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The largest text is 1 MiB, and every function makes at most some multiple of that. */
    private static final long MOST_BYTES = 256L << 20;

    /** Other routes of the same engine, which no attack may change. */
    private static final List<Expression> OTHERS = Stream.of(
                    "json('{}').y ?? 7",
                    "json('{\"a\": [1]}').a[1] ?? 7",
                    "len(toString(respBody.x ?? 5)) * 7",
                    "max(7, 2)",
                    "count(split('a,b,c', ',')) + 4",
                    "lower('A') == 'a' ? 7 : 1",
                    "(respBody.constructors ?? 3) + round(3.6)")
            .map(Expression::compile)
            .toList();

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("attacks")
    void givesItsResultEachTimeInBoundedMemoryAndChangesNothing(String expected, String source, String sample)
            throws Exception {
        Expression expression = Expression.compile(source);
        Sample request = Sample.of(sample);

        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        Result result = expression.evaluate(request);
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertIs(expected, result);
        assertThat(allocated).isLessThan(MOST_BYTES);
        assertThat(expression.evaluate(request)).isEqualTo(result);
        assertThat(Expression.compile(source).evaluate(request)).isEqualTo(result);
        assertThat(inTwoThreads(() -> expression.evaluate(Sample.of(sample)))).containsOnly(result);
        for (Expression other : OTHERS) {
            assertThat(other.evaluate(Sample.of("{}")))
                    .as(other.toString())
                    .isInstanceOfSatisfying(
                            Units.class, units -> assertThat(units.value()).isEqualByComparingTo("7"));
        }
    }

    @Test
    void theFileHoldsWhatItPromises() throws IOException {
        assertThat(attacks()).hasSizeGreaterThan(120);
    }

    private static void assertIs(String expected, Result result) {
        if (result instanceof Failure failure) {
            String[] parts = expected.split(": ", 2);
            assertThat(failure.reason().name().toLowerCase(Locale.ROOT))
                    .as(failure.detail())
                    .isEqualTo(parts[0]);
            assertThat(failure.detail()).contains(parts.length == 1 ? "" : parts[1]);
            assertThat(failure.detail()).hasSizeLessThan(1_000);
        } else {
            assertThat(((Units) result).value()).isEqualByComparingTo(new BigDecimal(expected));
        }
    }

    private static List<Result> inTwoThreads(Callable<Result> evaluation) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : threads.invokeAll(List.of(evaluation, evaluation))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    static List<Arguments> attacks() throws IOException {
        try (InputStream file = HarmlessExpressionsTest.class.getResourceAsStream("harmless.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ?", 3))
                    .map(parts -> Arguments.of(parts[0], repeated(parts[1]), repeated(parts[2])))
                    .toList();
        }
    }

    private static String repeated(String text) {
        return REPEATED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
    }
}
