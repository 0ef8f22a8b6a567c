package io.gauger.route;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a route is written in one setting: {@code METHODS path metering_mode [attribute=value …] [metering_expr=…]}, for
 * example {@code GET /v1/files/{bytes} bytes on_error=one metering_expr=responseBytes / 1024}. Methods are separated by
 * commas, {@code *} is every method. The attributes have the names of the admin API; {@code metering_expr} stands last
 * and takes the rest, spaces included.
 */
public final class RouteNotation {
    private static final String EXPRESSION = "metering_expr=";

    private RouteNotation() {}

    /**
     * Reads a route.
     *
     * @throws InvalidRouteException if the notation is wrong, with what is and what would be right
     */
    public static Route parse(String id, String notation) {
        String text = notation.strip();
        String expression = null;
        int at = startOfExpression(text);
        if (at >= 0) {
            expression = text.substring(at + EXPRESSION.length()).strip();
            text = text.substring(0, at).strip();
        }
        String[] words = text.split("\\s+", -1);
        if (words.length < 3) {
            throw new InvalidRouteException(
                    id,
                    "expected 'METHODS path metering_mode [attribute=value …] [metering_expr=…]', was '" + text + "'");
        }
        Route.Builder route = Route.named(id)
                .on(words[0].equals("*") ? List.of() : Arrays.asList(words[0].split(",", -1)), words[1])
                .metered(oneOf(MeteringMode.class, id, "metering_mode", words[2]), expression);
        for (String word : Arrays.asList(words).subList(3, words.length)) {
            attribute(id, route, word);
        }
        return route.build();
    }

    private static int startOfExpression(String text) {
        int at = text.indexOf(EXPRESSION);
        while (at > 0 && !Character.isWhitespace(text.charAt(at - 1))) {
            at = text.indexOf(EXPRESSION, at + 1);
        }
        return at;
    }

    private static void attribute(String id, Route.Builder route, String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        switch (name) {
            case "on_error" -> route.onError(oneOf(OnError.class, id, name, value));
            case "bill_errors" -> route.billErrors(oneOf(BillErrors.class, id, name, value));
            case "auth_required" -> route.authRequired(bool(id, name, value));
            case "enabled" -> route.enabled(bool(id, name, value));
            case "provider" -> route.provider(value);
            case "model_expr" -> route.modelExpr(value);
            case "inspect_request" -> route.inspectRequest(bool(id, name, value));
            case "priority" -> route.priority(integer(id, name, value));
            default ->
                throw new InvalidRouteException(
                        id,
                        "'" + name
                                + "' is no attribute; there are on_error, bill_errors, auth_required, provider,"
                                + " model_expr, inspect_request, priority, enabled and, last, metering_expr");
        }
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String id, String name, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        String allowed = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new InvalidRouteException(id, name + " must be one of " + allowed + ", was '" + value + "'");
    }

    private static boolean bool(String id, String name, String value) {
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw new InvalidRouteException(id, name + " must be true or false, was '" + value + "'");
    }

    private static int integer(String id, String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new InvalidRouteException(id, name + " must be a whole number, was '" + value + "'");
        }
    }
}
