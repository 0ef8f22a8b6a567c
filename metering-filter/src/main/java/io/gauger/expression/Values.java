package io.gauger.expression;

import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes ways to the values of nodes outside of the engine: of fields, variables and whole texts, and of what only
 * chooses between values. What reckons goes through the engine. Used while one expression is compiled.
 */
final class Values {
    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Map<JsonPath, Integer> numbers = new HashMap<>();
    private final Map<Node.Data, Value> known = new HashMap<>();

    Values(Needs needs) {
        needs.paths().forEach(path -> numbers.put(path, numbers.size()));
    }

    /** The place of a path among those of the expression. */
    int number(JsonPath path) {
        return numbers.getOrDefault(path, -1);
    }

    /** The way to the value of a node. */
    Value of(Node node) {
        if (node instanceof Node.Data data) {
            return of(data);
        }
        if (node instanceof Node.Path path) {
            int number = number(path.path());
            return request -> request.at(path.path(), number);
        }
        if (node instanceof Node.Read read) {
            return request -> value(request.variable(read.variable()));
        }
        if (node instanceof Node.Num number) {
            JsonValue value = new JsonValue.Num(number.value());
            return request -> value;
        }
        if (node instanceof Node.Text text) {
            JsonValue value = new JsonValue.Text(text.value());
            return request -> value;
        }
        if (node instanceof Node.Constant constant) {
            JsonValue value = value(constant);
            return request -> value;
        }
        if (Calls.holdsData(node) && node instanceof Node.Conditional conditional) {
            return conditional(conditional);
        }
        if (Calls.holdsData(node) && node instanceof Node.Binary binary) {
            return chosen(binary);
        }
        return Engine.value(new Script(node), this);
    }

    /** The way to the value of a node that is worked out of whole texts; the same for the same node. */
    Value of(Node.Data data) {
        Value value = known.get(data);
        if (value == null) {
            value = made(data);
            known.put(data, value);
        }
        return value;
    }

    private Value made(Node.Data data) {
        if (data instanceof Node.Kept kept) {
            return request -> text(request.whole(kept.which()));
        }
        if (data instanceof Node.Document document) {
            return request -> request.document(document.which());
        }
        if (data instanceof Node.Field field) {
            Value of = of(field.of());
            return request -> walk(of.of(request), field.path());
        }
        if (data instanceof Node.At at) {
            Value of = of(at.of());
            Value index = of(at.index());
            return request -> step(of.of(request), index.of(request));
        }
        if (data instanceof Node.Each each) {
            Value of = of(each.of());
            return request -> each(of.of(request), each);
        }
        Node.Worked call = (Node.Worked) data;
        List<Value> arguments = call.arguments().stream().map(this::of).toList();
        Value first = arguments.get(0);
        Value second = arguments.get(arguments.size() - 1);
        return request -> Work.apply(call.function(), first.of(request), second, request);
    }

    private Value conditional(Node.Conditional node) {
        Value condition = of(node.condition());
        Value then = of(node.then());
        Value otherwise = of(node.otherwise());
        return request -> (isTrue(condition.of(request)) ? then : otherwise).of(request);
    }

    private Value chosen(Node.Binary node) {
        Value left = of(node.left());
        Value right = of(node.right());
        Operator operator = node.operator();
        return request -> {
            JsonValue value = left.of(request);
            return keeps(operator, value) ? value : right.of(request);
        };
    }

    /** Whether one of the operators that pass operands on gives its left side. */
    static boolean keeps(Operator operator, @Nullable JsonValue left) {
        return switch (operator) {
            case OR -> isTrue(left);
            case AND -> !isTrue(left);
            default -> left != null && left != JsonValue.Null.NULL;
        };
    }

    /** ECMAScript's ToBoolean. */
    static boolean isTrue(@Nullable JsonValue value) {
        if (value instanceof JsonValue.Bool bool) {
            return bool.value();
        }
        if (value instanceof JsonValue.Num number) {
            return number.value().signum() != 0;
        }
        if (value instanceof JsonValue.Text text) {
            return !text.value().isEmpty();
        }
        return value != null && value != JsonValue.Null.NULL;
    }

    private static @Nullable JsonValue text(@Nullable String text) {
        return text == null ? null : new JsonValue.Text(text);
    }

    private static @Nullable JsonValue value(@Nullable Object variable) {
        return variable == null
                ? null
                : variable instanceof String text
                        ? new JsonValue.Text(text)
                        : new JsonValue.Num(Numbers.exact(variable));
    }

    private static @Nullable JsonValue value(Node.Constant constant) {
        return switch (constant) {
            case TRUE -> new JsonValue.Bool(true);
            case FALSE -> new JsonValue.Bool(false);
            case NULL -> JsonValue.Null.NULL;
            case UNDEFINED -> null;
        };
    }

    /** What a value holds at a path; {@code null} if nothing is there. */
    private static @Nullable JsonValue walk(@Nullable JsonValue from, JsonPath path) {
        JsonValue value = from;
        for (JsonPath.Step step : path.steps()) {
            value = step instanceof JsonPath.Element element
                    ? element(value, element.index())
                    : member(value, ((JsonPath.Member) step).name());
        }
        return value;
    }

    private static @Nullable JsonValue member(@Nullable JsonValue from, String name) {
        return from instanceof JsonValue.Members object ? object.values().get(name) : null;
    }

    private static @Nullable JsonValue element(@Nullable JsonValue from, int index) {
        return from instanceof JsonValue.Elements array
                        && index < array.values().size()
                ? array.values().get(index)
                : null;
    }

    private static @Nullable JsonValue step(@Nullable JsonValue from, @Nullable JsonValue index) {
        if (index instanceof JsonValue.Text name) {
            return member(from, name.value());
        }
        if (index instanceof JsonValue.Num number) {
            BigDecimal at = number.value();
            boolean possible = at.signum() >= 0 && at.compareTo(MOST) < 0;
            // Only then is it not of a length without bounds.
            return possible && at.compareTo(BigDecimal.valueOf(at.intValue())) == 0
                    ? element(from, at.intValue())
                    : null;
        }
        return null;
    }

    private static @Nullable JsonValue each(@Nullable JsonValue from, Node.Each each) {
        if (from == null || from == JsonValue.Null.NULL) {
            return null;
        }
        List<JsonValue> found = new ArrayList<>();
        for (JsonValue element : Work.array("[*]", from)) {
            if (!each.nested()) {
                add(found, walk(element, each.path()));
            } else if (element instanceof JsonValue.Elements inner) {
                inner.values().forEach(value -> add(found, walk(value, each.path())));
            }
        }
        return new JsonValue.Elements(found);
    }

    private static void add(List<JsonValue> found, @Nullable JsonValue value) {
        if (value != null && value != JsonValue.Null.NULL) {
            found.add(value);
        }
    }
}
