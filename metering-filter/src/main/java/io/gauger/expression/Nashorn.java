package io.gauger.expression;

import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts in Nashorn: no Java, no global state, no lock while it runs. Only types of the JDK go to the engine and
 * come back, and it never sees a class or a class loader of the application: what it has seen, the JDK may keep.
 */
final class Nashorn {
    static final String FACTORY = "org.openjdk.nashorn.api.scripting.NashornScriptEngineFactory";

    private static final String[] OPTIONS = {
        "--no-java", "--no-syntax-extensions", "-strict", "--language=es6", "--class-cache-size=0"
    };

    /** An object or array, which counts as NaN, is true, and is passed on untouched. */
    private static final String STRUCTURE =
            "({ valueOf: function () { return NaN; }, toString: function () { return '[object]'; } })";

    /** It also reads the engine's texts, the files of which are then deleted. */
    private static final String FIRST_SCRIPT =
            "(function (n) { try { return n.a.b; } catch (e) { return [e.message].length; } })({})";

    private final ScriptEngine engine;
    private final Object undefined;
    private final Object structure;

    private Nashorn(ClassLoader loader) throws ReflectiveOperationException, ScriptException {
        engine = engine(loader);
        undefined = given("void 0");
        structure = given(STRUCTURE);
    }

    @SuppressWarnings("try")
    static Nashorn in(ClassLoader loader) throws ReflectiveOperationException, ScriptException {
        try (ContextLoader context = ContextLoader.ofPlatform()) {
            return new Nashorn(loader);
        }
    }

    private static ScriptEngine engine(ClassLoader loader) throws ReflectiveOperationException {
        try {
            return (ScriptEngine) maker(loader).invoke();
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle maker(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> factory = loader.loadClass(FACTORY);
        MethodHandle make = MethodHandles.publicLookup()
                .findVirtual(
                        factory,
                        "getScriptEngine",
                        MethodType.methodType(ScriptEngine.class, String[].class, ClassLoader.class));
        return MethodHandles.insertArguments(make, 0, factory.getConstructor().newInstance(), OPTIONS, loader);
    }

    /**
     * Has the engine run once in a thread in which it meets classes of the JDK only. Some of its classes keep an
     * exception of their first use for ever, and an exception keeps the classes of its stack trace.
     */
    @SuppressWarnings("unchecked")
    static void warmUp(ClassLoader loader) throws ReflectiveOperationException {
        MethodHandle eval = MethodHandles.publicLookup()
                .findVirtual(ScriptEngine.class, "eval", MethodType.methodType(Object.class, String.class));
        MethodHandle run =
                MethodHandles.filterReturnValue(maker(loader), MethodHandles.insertArguments(eval, 1, FIRST_SCRIPT));
        FutureTask<Object> task = new FutureTask<>(MethodHandleProxies.asInterfaceInstance(Callable.class, run));
        new Thread(task, "gauger-engine-start").start();
        try {
            awaitEnd(task);
        } catch (ExecutionException e) {
            // The engine's own words say more.
            if (e.getCause() instanceof LinkageError broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Interrupted or not: it takes a moment, and an engine given up would be missing as long as the application runs. */
    private static void awaitEnd(FutureTask<Object> task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A value as scripts know it. */
    private Object given(String expression) throws ScriptException {
        Object script = engine.eval("(function () { return { get: function () { return " + expression + "; } } })()");
        return Objects.requireNonNull(implement(script, Supplier.class).get());
    }

    Evaluator compile(Script script, Outcome outcome, Values values) throws ScriptException {
        Call call = call(script, values);
        return scope -> result(call.in(scope), outcome, scope);
    }

    /** For a part of an expression. NaN and infinite count as missing there. */
    Value value(Script script, Values values) throws ScriptException {
        Call call = call(script, values);
        return request -> {
            Object value = call.in(request);
            if (value instanceof BigDecimal exact) {
                return new JsonValue.Num(exact);
            }
            if (value instanceof Number number) {
                return Double.isFinite(number.doubleValue())
                        ? new JsonValue.Num(Numbers.shortest(number.doubleValue()))
                        : null;
            }
            if (value instanceof CharSequence text) {
                return new JsonValue.Text(text.toString());
            }
            if (value instanceof Boolean bool) {
                return new JsonValue.Bool(bool);
            }
            return value == null ? JsonValue.Null.NULL : value == undefined ? null : JsonValue.Structure.OBJECT;
        };
    }

    @SuppressWarnings("try")
    private Call call(Script script, Values values) throws ScriptException {
        // Before the engine's loader is the context: to make an argument may compile another script.
        List<Argument> arguments =
                script.inputs().stream().map(input -> argument(input, values)).toList();
        try (ContextLoader context = ContextLoader.ofPlatform()) {
            return call(engine.eval(script.text()), arguments);
        }
    }

    private Result result(@Nullable Object value, Outcome outcome, Scope scope) {
        if (value instanceof BigDecimal exact) {
            return outcome.of(exact);
        }
        if (value instanceof Integer whole) {
            return outcome.of(BigDecimal.valueOf(whole));
        }
        if (value instanceof Number number) {
            return outcome.of(number.doubleValue(), scope);
        }
        if (value instanceof CharSequence text) {
            return outcome.of(text.toString());
        }
        if (value instanceof Boolean) {
            return outcome.ofBoolean();
        }
        // A structure does not come back as the same object.
        return value == null || value == undefined ? outcome.ofNothing(scope) : outcome.ofStructure();
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

    /** A method for one argument and one for two spare the array; the JDK has none for three. */
    @SuppressWarnings("unchecked")
    private Call call(Object compiled, List<Argument> arguments) {
        switch (arguments.size()) {
            case 1 -> {
                Function<@Nullable Object, @Nullable Object> code = implement(compiled, Function.class);
                Argument first = arguments.get(0);
                return scope -> code.apply(first.of(scope));
            }
            case 2 -> {
                BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> code =
                        implement(compiled, BiFunction.class);
                Argument first = arguments.get(0);
                Argument second = arguments.get(1);
                return scope -> code.apply(first.of(scope), second.of(scope));
            }
            default -> {
                Function<@Nullable Object[], @Nullable Object> code = implement(compiled, Function.class);
                Argument[] all = arguments.toArray(Argument[]::new);
                return scope -> {
                    @Nullable Object[] values = new Object[all.length];
                    for (int i = 0; i < all.length; i++) {
                        values[i] = all[i].of(scope);
                    }
                    return code.apply(values);
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

    private Argument argument(Node.Input input, Values values) {
        if (input instanceof Node.Data data) {
            Value value = values.of(data);
            return scope -> value(value.of((Reading) scope));
        }
        if (input instanceof Node.Path node) {
            JsonPath path = node.path();
            int number = values.number(path);
            return scope -> value(scope.at(path, number));
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
        return value == null ? undefined : value == JsonValue.Null.NULL ? null : structure;
    }

    private static Object number(BigDecimal value) {
        if (!Numbers.fitsDouble(value)) {
            return value;
        }
        double number = value.doubleValue();
        int whole = (int) number;
        // To a script they are the same; an Integer is smaller.
        return whole == number ? (Object) whole : (Object) number;
    }
}
