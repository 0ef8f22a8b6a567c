package io.gauger.route;

import io.gauger.expression.Expression;
import io.gauger.expression.ExpressionException;
import io.gauger.expression.ModelExpression;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A metered part of the application. Made by {@link #named}, for example
 * {@code Route.named("files").on("GET", "/v1/files/{bytes}").bytes("responseBytes / 1024").build()}. Immutable.
 */
public final class Route {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String METERING_EXPR = "metering_expr";
    private static final String MODEL_EXPR = "model_expr";
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]{0,31}");

    private final String id;
    private final Set<String> methods;
    private final PathPattern path;
    private final MeteringMode meteringMode;
    private final @Nullable String meteringExpr;
    private final OnError onError;
    private final BillErrors billErrors;
    private final boolean authRequired;
    private final @Nullable String provider;
    private final @Nullable String modelExpr;
    private final boolean inspectRequest;
    private final boolean enabled;
    private final int priority;

    private Route(Builder builder, PathPattern path, MeteringMode meteringMode) {
        this.id = builder.id;
        this.methods = Set.copyOf(builder.methods);
        this.path = path;
        this.meteringMode = meteringMode;
        this.meteringExpr = builder.meteringExpr;
        this.onError = builder.onError;
        this.billErrors = builder.billErrors;
        this.authRequired = builder.authRequired;
        this.provider = builder.provider;
        this.modelExpr = builder.modelExpr;
        this.inspectRequest = builder.inspectRequest;
        this.enabled = builder.enabled;
        this.priority = builder.priority;
    }

    /** Begins a route with this id, by which records and totals name it. */
    public static Builder named(String id) {
        return new Builder(id);
    }

    public String id() {
        return id;
    }

    /** The HTTP methods; empty means every method. A route for {@code GET} also meters {@code HEAD}. */
    public Set<String> methods() {
        return methods;
    }

    public PathPattern path() {
        return path;
    }

    public MeteringMode meteringMode() {
        return meteringMode;
    }

    /** The expression as it was written; null without one. */
    public @Nullable String meteringExpr() {
        return meteringExpr;
    }

    public OnError onError() {
        return onError;
    }

    public BillErrors billErrors() {
        return billErrors;
    }

    /** Whether a request without key is refused. */
    public boolean authRequired() {
        return authRequired;
    }

    /** Who serves the route when the answer does not tell; null if unknown. */
    public @Nullable String provider() {
        return provider;
    }

    /**
     * Which model a request asks for, told before it runs, as an expression over path, query, method and, with
     * {@link #inspectRequest()}, its JSON; null without one.
     */
    public @Nullable String modelExpr() {
        return modelExpr;
    }

    /** Whether a request's JSON is read ahead for the model that it asks for. */
    public boolean inspectRequest() {
        return inspectRequest;
    }

    /** Whether the route meters at all; one that does not lets its requests pass unmetered. */
    public boolean enabled() {
        return enabled;
    }

    /** The higher one wins where several routes match. */
    public int priority() {
        return priority;
    }

    /** RFC 9110, section 9.3.2: HEAD is GET without the content, so it belongs to GET's route. */
    boolean meters(String method) {
        return methods.isEmpty() || methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Route route
                && id.equals(route.id)
                && methods.equals(route.methods)
                && path.equals(route.path)
                && meteringMode == route.meteringMode
                && Objects.equals(meteringExpr, route.meteringExpr)
                && onError == route.onError
                && billErrors == route.billErrors
                && authRequired == route.authRequired
                && Objects.equals(provider, route.provider)
                && Objects.equals(modelExpr, route.modelExpr)
                && inspectRequest == route.inspectRequest
                && enabled == route.enabled
                && priority == route.priority;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, path, meteringMode, meteringExpr);
    }

    @Override
    public String toString() {
        return id + " (" + (methods.isEmpty() ? "*" : String.join(",", new TreeSet<>(methods))) + " " + path + " "
                + meteringMode.name().toLowerCase(Locale.ROOT) + ")";
    }

    /** Collects what a route is; not for use by several threads. */
    public static final class Builder {
        private final String id;
        private final Set<String> methods = new TreeSet<>();
        private @Nullable String path;
        private @Nullable MeteringMode meteringMode;
        private @Nullable String meteringExpr;
        private OnError onError = OnError.ZERO;
        private BillErrors billErrors = BillErrors.CLIENT;
        private boolean authRequired;
        private @Nullable String provider;
        private @Nullable String modelExpr;
        private boolean inspectRequest;
        private boolean enabled = true;
        private int priority;

        private Builder(String id) {
            this.id = id;
        }

        /** This method, or {@code *} for every method, on this path. */
        public Builder on(String method, String path) {
            return on(method.equals("*") ? Set.of() : Set.of(method), path);
        }

        /** These methods on this path; none means every method. */
        public Builder on(Collection<String> methods, String path) {
            this.methods.clear();
            this.methods.addAll(methods);
            this.path = path;
            return this;
        }

        /** One unit a request. */
        public Builder request() {
            return metered(MeteringMode.REQUEST, null);
        }

        /** The bytes of the response. */
        public Builder bytes() {
            return metered(MeteringMode.BYTES, null);
        }

        /** An expression over the bytes, such as {@code responseBytes / 1024}. */
        public Builder bytes(String meteringExpr) {
            return metered(MeteringMode.BYTES, meteringExpr);
        }

        /** The total tokens of an AI answer, plain or streamed. */
        public Builder responseField() {
            return metered(MeteringMode.RESPONSE_FIELD, null);
        }

        /** One field of the JSON answer, such as {@code respBody.usage.total_tokens}. */
        public Builder responseField(String meteringExpr) {
            return metered(MeteringMode.RESPONSE_FIELD, meteringExpr);
        }

        /** Any expression. */
        public Builder custom(String meteringExpr) {
            return metered(MeteringMode.CUSTOM, meteringExpr);
        }

        /** The mode and its expression, which may be null. */
        public Builder metered(MeteringMode mode, @Nullable String meteringExpr) {
            this.meteringMode = mode;
            this.meteringExpr = meteringExpr;
            return this;
        }

        public Builder onError(OnError onError) {
            this.onError = onError;
            return this;
        }

        public Builder billErrors(BillErrors billErrors) {
            this.billErrors = billErrors;
            return this;
        }

        public Builder authRequired(boolean authRequired) {
            this.authRequired = authRequired;
            return this;
        }

        public Builder provider(@Nullable String provider) {
            this.provider = provider;
            return this;
        }

        /** An expression such as {@code split(path, '/')[3]} that tells the model a request asks for. */
        public Builder modelExpr(@Nullable String modelExpr) {
            this.modelExpr = modelExpr;
            return this;
        }

        /** Whether the request's JSON is read ahead; without an expression its {@code model} is the model. */
        public Builder inspectRequest(boolean inspectRequest) {
            this.inspectRequest = inspectRequest;
            return this;
        }

        public Builder enabled(boolean enabled) {
            this.enabled = enabled;
            return this;
        }

        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        /**
         * The route.
         *
         * @throws InvalidRouteException if the route cannot be used, with the reason
         */
        public Route build() {
            if (!ID.matcher(id).matches()) {
                throw invalid(
                        "id", "an id has 1 to 64 letters, digits, '.', '_' or '-' and begins with a letter or digit");
            }
            for (String method : methods) {
                if (!METHOD.matcher(method).matches()) {
                    throw invalid(
                            "methods",
                            "'" + method + "' is no HTTP method; write it in capitals, or '*' for every method");
                }
            }
            if (path == null || meteringMode == null) {
                throw new InvalidRouteException(id, "a route needs methods, a path and a metering mode");
            }
            if (provider != null && (provider.isBlank() || provider.length() > 128)) {
                throw invalid("provider", "provider has 1 to 128 characters");
            }
            checkExpression(meteringMode);
            if (modelExpr != null) {
                checked(MODEL_EXPR, modelExpr, source -> ModelExpression.check(source, inspectRequest));
            }
            try {
                return new Route(this, new PathPattern(path), meteringMode);
            } catch (IllegalArgumentException e) {
                throw invalid("path", String.valueOf(e.getMessage()));
            }
        }

        private void checkExpression(MeteringMode mode) {
            if (meteringExpr == null) {
                if (mode == MeteringMode.CUSTOM) {
                    throw invalid(METERING_EXPR, "metering_mode custom needs a metering_expr");
                }
                return;
            }
            boolean field = checked(METERING_EXPR, meteringExpr, Expression::checkIsField);
            if (mode == MeteringMode.REQUEST) {
                throw invalid(METERING_EXPR, "metering_mode request takes no metering_expr; custom does");
            }
            if (mode == MeteringMode.RESPONSE_FIELD && !field) {
                throw invalid(
                        METERING_EXPR,
                        "metering_mode response_field takes one field such as respBody.usage.total_tokens as"
                                + " metering_expr; custom takes any expression");
            }
        }

        private boolean checked(String attribute, String source, Predicate<String> check) {
            try {
                return check.test(source);
            } catch (ExpressionException e) {
                throw new InvalidRouteException(
                        id, attribute, attribute + " '" + source + "': " + e.getMessage(), e.reason(), e.position());
            }
        }

        private InvalidRouteException invalid(String attribute, String detail) {
            return new InvalidRouteException(id, attribute, detail);
        }
    }
}
