package io.gauger.measure;

import io.gauger.expression.Expression;
import io.gauger.expression.Result;
import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Units;
import io.gauger.expression.Variable;
import io.gauger.extract.BodyReader;
import io.gauger.extract.BodyText;
import io.gauger.extract.CodedReader;
import io.gauger.extract.EventStreamReader;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonReader;
import io.gauger.extract.KeepingReader;
import io.gauger.extract.KeptEvents;
import io.gauger.extract.LinesReader;
import io.gauger.extract.PathSet;
import io.gauger.route.BillErrors;
import io.gauger.route.MeteringMode;
import io.gauger.route.OnError;
import io.gauger.route.Route;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures the exchanges of one route: says how the answer's body is to be read, and turns what was seen into units by
 * the rules that decide a figure. Made once for each route. Immutable and safe for concurrent use.
 */
public final class Meter {
    /** Decimal places of units. */
    public static final int SCALE = 9;

    /** How many bytes of a body are kept by default, where an expression needs it as a whole. */
    public static final int MAX_KEPT_BYTES = 1024 * 1024;

    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);
    private static final BigDecimal ONE = BigDecimal.ONE.setScale(SCALE);

    private static final Set<Variable> OF_TOKENS = EnumSet.of(
            Variable.PROMPT_TOKENS, Variable.COMPLETION_TOKENS, Variable.CACHED_TOKENS, Variable.TOTAL_TOKENS);

    /** What an expression knows from the JSON of a body, though it names no path in it. */
    private static final Set<Variable> OF_JSON = EnumSet.of(
            Variable.PROMPT_TOKENS,
            Variable.COMPLETION_TOKENS,
            Variable.CACHED_TOKENS,
            Variable.TOTAL_TOKENS,
            Variable.MODEL,
            Variable.PROVIDER);

    private final Route route;
    private final @Nullable Expression expression;
    private final PathSet paths;

    /** The numbers in that set of the expression's paths. */
    private final List<Integer> slots;

    private final int maxKeptBytes;

    /** Whether the units depend on the body, be it only on how many events it has. */
    private final boolean needsBody;

    /** Whether they depend on what JSON it holds. */
    private final boolean needsJson;

    /** Whether the units are tokens, or an expression of them. */
    private final boolean needsTokens;

    /** A meter for the route that keeps as much of a text as it is by default. */
    public Meter(Route route) {
        this(route, MAX_KEPT_BYTES);
    }

    /**
     * A meter for the route.
     *
     * @param maxKeptBytes how many bytes of a body are kept at most, where an expression needs it as a whole
     */
    public Meter(Route route, int maxKeptBytes) {
        this.route = route;
        this.maxKeptBytes = maxKeptBytes;
        this.expression = route.meteringExpr() == null ? null : Expression.compile(route.meteringExpr());
        Set<JsonPath> needed = new LinkedHashSet<>(TokenPaths.ALL);
        if (expression != null) {
            needed.addAll(expression.paths());
        }
        this.paths = new PathSet(needed);
        this.slots = expression == null
                ? List.of()
                : expression.paths().stream().map(paths::slot).toList();
        if (expression == null) {
            this.needsTokens = route.meteringMode() == MeteringMode.RESPONSE_FIELD;
            this.needsJson = needsTokens;
            this.needsBody = needsTokens;
        } else {
            this.needsTokens = !Collections.disjoint(expression.variables(), OF_TOKENS);
            this.needsJson = !expression.paths().isEmpty()
                    || expression.texts().contains(BodyText.WHOLE_BODY)
                    || !Collections.disjoint(expression.variables(), OF_JSON);
            this.needsBody = needsJson
                    || !expression.texts().isEmpty()
                    || expression.variables().contains(Variable.SSE_EVENTS);
        }
    }

    public Route route() {
        return route;
    }

    /** What reads a body of this media type; null if nothing in it can be read. */
    public @Nullable BodyReader reader(MediaType type) {
        return switch (type) {
            case JSON ->
                texts().contains(BodyText.WHOLE_BODY)
                        ? new KeepingReader(new JsonReader(paths), maxKeptBytes)
                        : new JsonReader(paths);
            case EVENT_STREAM ->
                texts().isEmpty()
                        ? new EventStreamReader(paths)
                        : new EventStreamReader(paths, new KeptEvents(texts(), maxKeptBytes));
            case LINES -> new LinesReader(paths);
            case OTHER -> null;
        };
    }

    private Set<BodyText> texts() {
        return expression == null ? Set.of() : expression.texts();
    }

    /**
     * What reads a body of this media type and {@code Content-Encoding}; null if nothing in it can be read, or if it is
     * coded and decoding it is not worth its cost: the units do not depend on it, and the route names no provider whose
     * tokens are to be told.
     */
    public @Nullable BodyReader reader(MediaType type, @Nullable String contentEncoding) {
        BodyReader plain = reader(type);
        if (plain == null || !CodedReader.isCoded(contentEncoding)) {
            return plain;
        }
        return needsBody || route.provider() != null ? CodedReader.of(contentEncoding, plain) : null;
    }

    /** Measures an exchange that has ended. Never throws on anything that came from outside. */
    public Measurement measure(Answer answer) {
        BodyReader body = answer.body();
        TokenUsage told = body == null ? TokenUsage.NONE : TokenFields.tokens(body);
        String model = body == null ? null : TokenFields.model(body);
        String provider = body == null ? null : TokenFields.provider(body);
        provider = provider == null ? route.provider() : provider;

        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (!answer.incidents().isEmpty()) {
            flags.addAll(answer.incidents());
        }
        TokenUsage tokens = told;
        if (body != null && lacksCompletion(answer, body, told, model)) {
            tokens = told.withCompletionOf(body.documents());
            flags.add(Flag.ESTIMATED);
        }
        // units are what was measured, unless the route wants an estimate in its place
        TokenUsage billed = route.onError() == OnError.ESTIMATE ? tokens : told;
        Quantity quantity = quantity(answer, billed, provider, model, flags);
        return new Measurement(
                quantity.units(),
                basis(answer, quantity, flags),
                flags,
                tokens,
                provider,
                model,
                body == null ? 0 : body.sseEvents());
    }

    /**
     * Whether this is a stream about tokens that does not tell those of its completion: it ended without usage, or was
     * cut before it came. What is about tokens tells some, or a model, or its route names a provider or needs them.
     */
    private boolean lacksCompletion(Answer answer, BodyReader body, TokenUsage told, @Nullable String model) {
        return body.isStream()
                && answer.isOrdinary()
                && (needsTokens || route.provider() != null || model != null || !told.equals(TokenUsage.NONE))
                && !TokenFields.tellsCompletion(body, told);
    }

    /** The measurement of a request that was refused before the application ran, with what is to be said of it. */
    public Measurement refused(Set<Flag> flags) {
        return new Measurement(ZERO, Basis.MEASURED, flags, TokenUsage.NONE, route.provider(), null, 0);
    }

    private static Basis basis(Answer answer, Quantity quantity, Set<Flag> flags) {
        if (quantity.fallback() || flags.contains(Flag.ESTIMATED)) {
            return Basis.ESTIMATED;
        }
        return answer.complete() ? Basis.MEASURED : Basis.PARTIAL;
    }

    /** Units, and whether they are the route's {@code on_error} because they could not be read. */
    private record Quantity(BigDecimal units, boolean fallback) {
        static Quantity of(BigDecimal units) {
            return new Quantity(units, false);
        }
    }

    private Quantity quantity(
            Answer answer, TokenUsage tokens, @Nullable String provider, @Nullable String model, Set<Flag> flags) {
        if (route.meteringMode() != MeteringMode.CUSTOM && !isBilled(answer.status())) {
            return Quantity.of(ZERO);
        }
        if (expression != null) {
            AnswerScope scope = new AnswerScope(answer, paths, slots, tokens, provider, model);
            return evaluated(answer, expression.evaluate(scope), flags);
        }
        return switch (route.meteringMode()) {
            case BYTES -> Quantity.of(BigDecimal.valueOf(answer.responseBytes()).setScale(SCALE));
            case RESPONSE_FIELD -> {
                Long total = tokens.total();
                yield total == null
                        ? missing(answer, flags)
                        : evaluated(answer, new Units(BigDecimal.valueOf(total), false), flags);
            }
            case REQUEST, CUSTOM -> Quantity.of(ONE);
        };
    }

    private boolean isBilled(int status) {
        if (status < 400 || route.billErrors() == BillErrors.ALL) {
            return true;
        }
        return status < 500 && route.billErrors() == BillErrors.CLIENT;
    }

    private Quantity evaluated(Answer answer, Result result, Set<Flag> flags) {
        if (result instanceof Units units) {
            if (units.negative()) {
                flags.add(Flag.NEGATIVE);
            }
            tellDoubts(answer, flags);
            return Quantity.of(units.value().setScale(SCALE, RoundingMode.HALF_EVEN));
        }
        return switch (((Failure) result).reason()) {
            case MISSING_FIELD -> missing(answer, flags);
            case NOT_A_NUMBER -> failed(Flag.NOT_A_NUMBER, flags);
            case TOO_LARGE -> failed(Flag.TOO_LARGE, flags);
            case ENGINE -> failed(Flag.EXPRESSION_ERROR, flags);
        };
    }

    private Quantity missing(Answer answer, Set<Flag> flags) {
        if (!answer.isOrdinary()) {
            return Quantity.of(ZERO);
        }
        tellWhy(answer, flags);
        return failed(Flag.MISSING_FIELD, flags);
    }

    private void tellWhy(Answer answer, Set<Flag> flags) {
        if (needsJson && answer.body() == null && !answer.unreadable()) {
            flags.add(Flag.NOT_JSON);
        } else {
            tellDoubts(answer, flags);
        }
    }

    /** What makes units doubtful that came out of the body all the same, or of what an expression put in its place. */
    private void tellDoubts(Answer answer, Set<Flag> flags) {
        BodyReader body = answer.body();
        if (needsBody && answer.unreadable()) {
            flags.add(Flag.UNREADABLE_ENCODING);
        } else if (needsJson && body != null && body.isMalformed()) {
            flags.add(Flag.NOT_JSON);
        } else if (needsBody && body != null && body.isTooLarge()) {
            flags.add(Flag.TOO_LARGE);
        }
    }

    private Quantity failed(Flag flag, Set<Flag> flags) {
        flags.add(flag);
        return switch (route.onError()) {
            case ZERO -> new Quantity(ZERO, true);
            case ONE -> new Quantity(ONE, true);
            case ESTIMATE -> {
                // the estimate is the plan's; without plans it is zero
                flags.add(Flag.ESTIMATED);
                yield new Quantity(ZERO, true);
            }
        };
    }
}
