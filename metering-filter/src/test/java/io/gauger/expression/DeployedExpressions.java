package io.gauger.expression;

import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/** What {@link Deployment} calls inside its class loader. */
public final class DeployedExpressions implements UnaryOperator<String> {
    private static final Scope REQUEST = new Scope() {
        @Override
        public JsonValue at(JsonPath path) {
            return new JsonValue.Num(new BigDecimal("9007199254740993"));
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
