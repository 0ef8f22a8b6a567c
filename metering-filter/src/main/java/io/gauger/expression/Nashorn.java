package io.gauger.expression;

import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.openjdk.nashorn.api.scripting.JSObject;
import org.openjdk.nashorn.api.scripting.NashornScriptEngineFactory;

/** Runs scripts in Nashorn: no Java, no global state, no lock while it runs. The only class that knows the engine. */
final class Nashorn {
    private static final String[] OPTIONS = {
        "--no-java", "--no-syntax-extensions", "-strict", "--language=es6", "--class-cache-size=0"
    };

    private final ScriptEngine engine;
    private final Object undefined;

    Nashorn() throws ScriptException {
        engine = new NashornScriptEngineFactory()
                .getScriptEngine(OPTIONS, Nashorn.class.getClassLoader(), className -> false);
        undefined = ((JSObject) engine.eval("(function () {})")).call(null);
    }

    Evaluator compile(Script script, Outcome outcome) throws ScriptException {
        Object compiled = engine.eval(script.text());
        Call call = call(compiled, script.inputs().stream().map(this::argument).toList());
        return scope -> result(call.in(scope), outcome, scope);
    }

    private static Result result(@Nullable Object value, Outcome outcome, Scope scope) {
        if (value instanceof Number number) {
            return outcome.of(number.doubleValue(), scope);
        }
        if (value instanceof Opaque opaque) {
            BigDecimal exact = opaque.exact();
            return exact == null ? outcome.ofStructure() : outcome.of(exact);
        }
        if (value instanceof CharSequence text) {
            return outcome.of(text.toString());
        }
        return value instanceof Boolean ? outcome.ofBoolean() : outcome.ofNothing(scope);
    }

    /** One call of the compiled function, its arguments taken from a request. */
    private interface Call {
        @Nullable
        Object in(Scope scope);
    }

    /** One argument of the compiled function. */
    private interface Argument {
        @Nullable
        Object of(Scope scope);
    }

    /** Nashorn implements these; a method of its own for a few arguments spares the array. */
    public interface One {
        @Nullable
        Object call(@Nullable Object first);
    }

    public interface Two {
        @Nullable
        Object call(@Nullable Object first, @Nullable Object second);
    }

    public interface Three {
        @Nullable
        Object call(@Nullable Object first, @Nullable Object second, @Nullable Object third);
    }

    public interface Many {
        @Nullable
        Object call(@Nullable Object[] all);
    }

    private Call call(Object compiled, List<Argument> arguments) {
        switch (arguments.size()) {
            case 1 -> {
                One code = implement(compiled, One.class);
                Argument first = arguments.get(0);
                return scope -> code.call(first.of(scope));
            }
            case 2 -> {
                Two code = implement(compiled, Two.class);
                Argument first = arguments.get(0);
                Argument second = arguments.get(1);
                return scope -> code.call(first.of(scope), second.of(scope));
            }
            case 3 -> {
                Three code = implement(compiled, Three.class);
                Argument first = arguments.get(0);
                Argument second = arguments.get(1);
                Argument third = arguments.get(2);
                return scope -> code.call(first.of(scope), second.of(scope), third.of(scope));
            }
            default -> {
                Many code = implement(compiled, Many.class);
                Argument[] all = arguments.toArray(Argument[]::new);
                return scope -> {
                    @Nullable Object[] values = new Object[all.length];
                    for (int i = 0; i < all.length; i++) {
                        values[i] = all[i].of(scope);
                    }
                    return code.call(values);
                };
            }
        }
    }

    /** Faster than calling the function as a JSObject, which wraps and unwraps each argument. */
    private <T> T implement(Object compiled, Class<T> type) {
        T code = ((Invocable) engine).getInterface(compiled, type);
        if (code == null) {
            throw new IllegalStateException("the script does not implement " + type.getName());
        }
        return code;
    }

    private Argument argument(Node.Input input) {
        if (input instanceof Node.Path node) {
            JsonPath path = node.path();
            return scope -> value(scope.at(path));
        }
        if (input instanceof Node.Read node) {
            Variable variable = node.variable();
            return scope -> {
                Object value = scope.variable(variable);
                return value == null ? undefined : value instanceof String ? value : number(Numbers.exact(value));
            };
        }
        Object number = number(((Node.Num) input).value());
        return scope -> number;
    }

    private @Nullable Object value(@Nullable JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        if (value instanceof JsonValue.Num number) {
            return number(number.value());
        }
        if (value instanceof JsonValue.Bool bool) {
            return bool.value();
        }
        if (value instanceof JsonValue.Structure) {
            return Opaque.STRUCTURE;
        }
        return value == null ? undefined : null;
    }

    private static Object number(BigDecimal value) {
        if (!Numbers.fitsDouble(value)) {
            return Opaque.of(value);
        }
        double number = value.doubleValue();
        int whole = (int) number;
        // To a script they are the same; an Integer is smaller.
        return whole == number ? (Object) whole : (Object) number;
    }
}
