package io.gauger.benchmark;

import io.gauger.expression.Expression;
import io.gauger.expression.Result;
import io.gauger.expression.Scope;
import io.gauger.expression.Variable;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An expression on values that were extracted already, beside the same in Java. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class ExpressionBenchmark {
    private static final String SOURCE = "respBody.model == 'gpt-4' ? respBody.tokens * 2 : respBody.tokens";
    private static final JsonValue.Text MODEL = new JsonValue.Text("gpt-4");
    private static final JsonValue.Num TOKENS = new JsonValue.Num(BigDecimal.valueOf(579));

    private final Extracted both = new Extracted(List.of(MODEL, TOKENS));
    private final Extracted one = new Extracted(List.of(TOKENS));
    private final Expression doubled = Expression.compile(SOURCE);
    private final Expression field = Expression.compile("respBody.tokens");

    /** Both give what they should. */
    @Setup
    public void check() {
        expect(compiled(), 1158);
        expect(oneField(), 579);
        if (inJava().intValueExact() != 1158) {
            throw new AssertionError("Java gave " + inJava());
        }
    }

    @Benchmark
    public Result compiled() {
        return doubled.evaluate(both);
    }

    @Benchmark
    public Result oneField() {
        return field.evaluate(one);
    }

    @Benchmark
    public BigDecimal inJava() {
        BigDecimal tokens = ((JsonValue.Num) both.values().get(1)).value();
        return ((JsonValue.Text) both.values().get(0)).value().equals("gpt-4")
                ? tokens.multiply(BigDecimal.valueOf(2))
                : tokens;
    }

    private static void expect(Result result, int units) {
        if (!(result instanceof Result.Units found) || found.value().intValueExact() != units) {
            throw new AssertionError("expected " + units + ", was " + result);
        }
    }

    /** The values at the paths of an expression, as a meter has them: by number. */
    private record Extracted(List<JsonValue> values) implements Scope {
        @Override
        public JsonValue at(JsonPath path, int number) {
            return values.get(number);
        }

        @Override
        public JsonValue at(JsonPath path) {
            throw new AssertionError("asked for " + path + " without its number");
        }

        @Override
        public @Nullable Object variable(Variable variable) {
            return null;
        }
    }
}
