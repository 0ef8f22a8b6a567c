package io.gauger.expression;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeptText;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@link Deployment} calls inside its class loader. */
public final class DeployedExpressions implements UnaryOperator<String> {
    private static final Scope REQUEST = new Scope() {
        @Override
        public @Nullable JsonValue at(JsonPath path) {
            return switch (path.toString()) {
                case ".text" -> new JsonValue.Text(" Abc ");
                case ".object" -> JsonValue.Structure.OBJECT;
                case ".nothing" -> null;
                default -> new JsonValue.Num(new BigDecimal("9007199254740993"));
            };
        }

        @Override
        public KeptText text(BodyText which) {
            return new KeptText("{\"a\": [1, {\"b\": \"x\"}]}\n{\"n\": 5}", false);
        }

        @Override
        public Object variable(Variable variable) {
            return 7L;
        }
    };

    @Override
    public String apply(String expression) {
        return Expression.compile(expression).evaluate(REQUEST).toString();
    }
}
