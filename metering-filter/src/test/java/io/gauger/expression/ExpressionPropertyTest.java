package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeptText;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

class ExpressionPropertyTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double[] FIELDS = {0, 1, -3, 0.1, 1024, 4_294_967_296.0, 9_007_199_254_740_991.0, 1e-9};

    private static final Scope REQUEST = new Scope() {
        @Override
        public JsonValue at(JsonPath path) {
            int field = path.steps().get(0) instanceof JsonPath.Member member
                    ? member.name().charAt(0) - 'a'
                    : 0;
            return new JsonValue.Num(new BigDecimal(Double.toString(FIELDS[Math.floorMod(field, FIELDS.length)])));
        }

        @Override
        public @Nullable Object variable(Variable variable) {
            return null;
        }

        @Override
        public KeptText text(BodyText which) {
            return new KeptText(which == BodyText.ALL_DATA ? "1\n[2]\n{\"a\": 3}" : "[{\"a\": 3}, 4, \"a\"]", false);
        }
    };

    /** A text and, worked out beside it in Java's doubles, what it must give. */
    record Formula(String text, double value) {

        Formula then(String symbol, DoubleBinaryOperator operator, Formula right) {
            return new Formula(text + " " + symbol + " " + right.text, operator.applyAsDouble(value, right.value));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void arithmeticIsThatOfDoubles(@ForAll("sums") Formula formula) {
        // A field makes sure that the engine calculates and not the compiler.
        Result result =
                Expression.compile("respBody.a + (" + formula.text() + ")").evaluate(REQUEST);

        double expected = formula.value();
        if (Double.isNaN(expected) || Double.isInfinite(expected) || Math.abs(expected) >= 1e29) {
            assertThat(result).isInstanceOfSatisfying(Result.Failure.class, failure -> assertThat(failure.reason())
                    .isEqualTo(Result.Reason.NOT_A_NUMBER));
        } else if (expected < -1e-9) {
            assertThat(result).isEqualTo(new Result.Units(BigDecimal.ZERO, true));
        } else if (expected >= 0) {
            BigDecimal difference = ((Result.Units) result)
                    .value()
                    .subtract(new BigDecimal(expected))
                    .abs();
            assertThat(difference).isLessThanOrEqualTo(new BigDecimal(5e-10 + Math.ulp(expected)));
        }
    }

    @Property(tries = 1000)
    void anySoupOfTokensIsCompiledOrRefused(@ForAll("soups") List<String> tokens) {
        compileAndRun(String.join(" ", tokens));
        compileAndRun(String.join("", tokens));
    }

    @Property(tries = 1000)
    void anyTextIsCompiledOrRefused(@ForAll String text) {
        compileAndRun(text);
    }

    /** Work is told by what it leaves: memory in proportion to the source, however it is made up. */
    @Property(tries = 200)
    void aLongSoupIsDecidedInLinearWork(@ForAll("soups") List<String> tokens) {
        String source = (String.join(" ", tokens) + " ").repeat(4_096);
        String longest = source.substring(0, Math.min(source.length(), 4_096));

        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            Expression.checkIsField(longest);
        } catch (ExpressionException refusal) {
            assertThat(refusal.position()).isBetween(0, longest.length());
        }
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(allocated).isLessThan(16L << 20);
    }

    private static void compileAndRun(String source) {
        Expression expression;
        try {
            expression = Expression.compile(source);
        } catch (ExpressionException refusal) {
            assertThat(refusal.position()).isBetween(0, source.length());
            return;
        }
        assertThat(expression.evaluate(REQUEST)).isNotNull();
    }

    @Provide
    Arbitrary<Formula> sums() {
        // longer ones may have more operators than an expression may
        return sums(2).filter(formula -> formula.text().length() <= 1_000);
    }

    private static Arbitrary<Formula> sums(int depth) {
        return Combinators.combine(
                        products(depth),
                        products(depth),
                        products(depth),
                        Arbitraries.of("+", "-"),
                        Arbitraries.of("+", "-"))
                .as((a, b, c, first, second) ->
                        a.then(first, additive(first), b).then(second, additive(second), c));
    }

    private static Arbitrary<Formula> products(int depth) {
        Arbitrary<String> symbols = Arbitraries.of("*", "/", "%");
        return Combinators.combine(factors(depth), factors(depth), factors(depth), symbols, symbols)
                .as((a, b, c, first, second) ->
                        a.then(first, multiplicative(first), b).then(second, multiplicative(second), c));
    }

    private static Arbitrary<Formula> factors(int depth) {
        Arbitrary<Formula> numbers = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 5).map(n -> new Formula(Integer.toString(n), n)),
                Arbitraries.longs().between(0, 999_999_999_999L).map(n -> new Formula(Long.toString(n), n)),
                Arbitraries.doubles().between(0, 1e12).map(n -> new Formula(Double.toString(n), n)));
        Arbitrary<Formula> fields = Arbitraries.integers()
                .between(0, FIELDS.length - 1)
                .map(i -> new Formula("respBody." + (char) ('a' + i), FIELDS[i]));
        Arbitrary<Formula> leaves = Arbitraries.oneOf(numbers, fields);
        Arbitrary<Formula> signed = leaves.map(leaf -> new Formula("-" + leaf.text(), -leaf.value()));
        if (depth == 0) {
            return Arbitraries.oneOf(leaves, signed);
        }
        Arbitrary<Formula> parenthesised =
                Arbitraries.lazy(() -> sums(depth - 1)).map(sum -> new Formula("(" + sum.text() + ")", sum.value()));
        return Arbitraries.frequencyOf(Tuple.of(4, leaves), Tuple.of(1, signed), Tuple.of(1, parenthesised));
    }

    private static DoubleBinaryOperator additive(String symbol) {
        return symbol.equals("+") ? (a, b) -> a + b : (a, b) -> a - b;
    }

    private static DoubleBinaryOperator multiplicative(String symbol) {
        return switch (symbol) {
            case "*" -> (a, b) -> a * b;
            case "/" -> (a, b) -> a / b;
            default -> (a, b) -> a % b;
        };
    }

    @Provide
    Arbitrary<List<String>> soups() {
        return Arbitraries.of(
                        "respBody",
                        "respBody.a",
                        "status",
                        "max",
                        "round",
                        "coalesce",
                        "get",
                        "default",
                        "sseEvents",
                        "allData",
                        "lastData",
                        "lastChunk",
                        "json",
                        "jsonEncode",
                        "lines",
                        "split",
                        "first",
                        "last",
                        "count",
                        "sum",
                        "len",
                        "sum(",
                        "json(",
                        "'a[*].b'",
                        "true",
                        "null",
                        "undefined",
                        "1",
                        "0",
                        "1.5",
                        "9007199254740993",
                        "'a'",
                        "\"b\"",
                        "+",
                        "-",
                        "*",
                        "/",
                        "%",
                        "**",
                        "==",
                        "===",
                        "!=",
                        "<",
                        ">=",
                        "&&",
                        "||",
                        "??",
                        "?",
                        ":",
                        "?.",
                        ".",
                        ",",
                        "(",
                        ")",
                        "[",
                        "]",
                        "!",
                        "=",
                        "=>",
                        ";",
                        "'",
                        "\\",
                        "`",
                        "{",
                        "}",
                        "constructor",
                        "new",
                        " ")
                .list()
                .ofMaxSize(9);
    }
}
