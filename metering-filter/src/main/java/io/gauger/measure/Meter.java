package io.gauger.measure;

import io.gauger.admit.ProvidersAndModels;
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
import io.gauger.settings.Settings;
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

    /** Of an expression that is one field that field's number; else -1. */
    private final int field;

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
        this.field = expression != null && expression.isField() ? slots.get(0) : -1;
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

    /**
     * How many bytes of a body the settings allow to be kept.
     *
     * @throws io.gauger.settings.SettingException if the setting is none
     */
    public static int maxKeptBytes(Settings settings) {
        return settings.number("gauger.max-kept-bytes", MAX_KEPT_BYTES, 1024, 16 * MAX_KEPT_BYTES);
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

    /**
     * Measures an exchange that has ended, and writes down what it comes to where nothing is written yet. Never throws on
     * anything that came from outside.
     */
    public void measure(Answer answer, Tally tally) {
        BodyReader body = answer.body();
        tally.basis(answer.complete() ? Basis.MEASURED : Basis.PARTIAL);
        tally.flag(answer.incidents());
        if (body == null) {
            tally.served(route.provider(), answer.askedModel(), 0);
            bill(answer, null, tally, route.provider(), answer.askedModel());
            return;
        }
        TokenFields.tokens(body, tally);
        String told = TokenFields.model(body);
        String model = told == null ? answer.askedModel() : told;
        String provider = TokenFields.provider(body);
        provider = provider == null ? route.provider() : provider;
        tellForbidden(answer, provider, model, tally);
        tally.served(provider, model, body.sseEvents());
        boolean estimates = lacksCompletion(answer, body, tally, told);
        if (estimates) {
            estimated(tally);
        }
        // units are what was measured, unless the route wants an estimate in its place
        boolean billsEstimate = estimates && route.onError() == OnError.ESTIMATE;
        if (billsEstimate) {
            tally.completionOfAtLeast(body.documents());
        }
        bill(answer, body, tally, provider, model);
        if (estimates && !billsEstimate) {
            tally.completionOfAtLeast(body.documents());
        }
    }

    /** What was known before the request ran was allowed, and is not looked at again. */
    private void tellForbidden(Answer answer, @Nullable String provider, @Nullable String model, Tally tally) {
        if (route.provider() == null && !ProvidersAndModels.allowsProvider(answer.key(), provider)) {
            tally.flag(Flag.PROVIDER_NOT_ALLOWED);
        }
        if (answer.askedModel() == null && !ProvidersAndModels.allowsModel(answer.key(), model)) {
            tally.flag(Flag.MODEL_NOT_ALLOWED);
        }
    }

    /**
     * Whether this is a stream about tokens that does not tell those of its completion: it ended without usage, or was
     * cut before it came. What is about tokens tells some, or a model, or its route names a provider or needs them.
     */
    private boolean lacksCompletion(Answer answer, BodyReader body, Tally told, @Nullable String model) {
        return body.isStream()
                && answer.isOrdinary()
                && (needsTokens || route.provider() != null || model != null || told.tellsTokens())
                && !TokenFields.tellsCompletion(body, told);
    }

    /**
     * Writes down in place of {@link #measure}, which failed for a reason that is ours, what can be said without the body:
     * units that need neither it nor an expression, else what the route wants on errors.
     */
    public void unmeasured(Answer answer, Tally tally) {
        tally.basis(Basis.ESTIMATED);
        tally.flag(answer.incidents());
        tally.flag(Flag.EXPRESSION_ERROR);
        tally.nothingMeasured();
        tally.served(route.provider(), answer.askedModel(), 0);
        if (expression == null && route.meteringMode() != MeteringMode.RESPONSE_FIELD) {
            bill(answer, null, tally, route.provider(), null);
        } else if (answer.isOrdinary()) {
            failed(Flag.EXPRESSION_ERROR, tally);
        }
    }

    /** Writes down a request that was refused before the application ran, with what is known of it. */
    public void refused(Set<Flag> flags, @Nullable String askedModel, Tally tally) {
        tally.flag(flags);
        tally.served(route.provider(), askedModel, 0);
    }

    private static void estimated(Tally tally) {
        tally.flag(Flag.ESTIMATED);
        tally.basis(Basis.ESTIMATED);
    }

    private void bill(
            Answer answer, @Nullable BodyReader body, Tally tally, @Nullable String provider, @Nullable String model) {
        if (route.meteringMode() != MeteringMode.CUSTOM && !isBilled(answer.status())) {
            return;
        }
        if (expression != null) {
            if (!billCount(answer, body, tally)) {
                AnswerScope scope = new AnswerScope(answer, body, paths, slots, tally.tokens(), provider, model);
                bill(answer, body, expression.evaluate(scope), tally);
            }
            return;
        }
        switch (route.meteringMode()) {
            case BYTES -> tally.bill(answer.responseBytes());
            case RESPONSE_FIELD -> {
                long total = tally.totalTokens();
                if (total == TokenUsage.UNTOLD) {
                    missing(answer, body, tally);
                } else {
                    tellDoubts(answer, body, tally);
                    tally.bill(total);
                }
            }
            case REQUEST, CUSTOM -> tally.bill(1);
        }
    }

    /** What most expressions are, one field, and what it mostly is, a whole number, needs no decimals to be made. */
    private boolean billCount(Answer answer, @Nullable BodyReader body, Tally tally) {
        long count = body == null || field < 0 ? -1 : body.count(field);
        if (count < 0) {
            return false;
        }
        tellDoubts(answer, body, tally);
        tally.bill(count);
        return true;
    }

    private boolean isBilled(int status) {
        if (status < 400 || route.billErrors() == BillErrors.ALL) {
            return true;
        }
        return status < 500 && route.billErrors() == BillErrors.CLIENT;
    }

    private void bill(Answer answer, @Nullable BodyReader body, Result result, Tally tally) {
        if (result instanceof Units units) {
            if (units.negative()) {
                tally.flag(Flag.NEGATIVE);
            }
            tellDoubts(answer, body, tally);
            tally.bill(units.value());
            return;
        }
        switch (((Failure) result).reason()) {
            case MISSING_FIELD -> missing(answer, body, tally);
            case NOT_A_NUMBER -> failed(Flag.NOT_A_NUMBER, tally);
            case TOO_LARGE -> failed(Flag.TOO_LARGE, tally);
            case ENGINE -> failed(Flag.EXPRESSION_ERROR, tally);
        }
    }

    private void missing(Answer answer, @Nullable BodyReader body, Tally tally) {
        if (answer.isOrdinary()) {
            tellWhy(answer, body, tally);
            failed(Flag.MISSING_FIELD, tally);
        }
    }

    private void tellWhy(Answer answer, @Nullable BodyReader body, Tally tally) {
        if (needsJson && body == null && !answer.unreadable()) {
            tally.flag(Flag.NOT_JSON);
        } else {
            tellDoubts(answer, body, tally);
        }
    }

    /** What makes units doubtful that came out of the body all the same, or of what an expression put in its place. */
    private void tellDoubts(Answer answer, @Nullable BodyReader body, Tally tally) {
        if (needsBody && answer.unreadable()) {
            tally.flag(Flag.UNREADABLE_ENCODING);
        } else if (needsJson && body != null && body.isMalformed()) {
            tally.flag(Flag.NOT_JSON);
        } else if (needsBody && body != null && body.isTooLarge()) {
            tally.flag(Flag.TOO_LARGE);
        }
    }

    private void failed(Flag flag, Tally tally) {
        tally.flag(flag);
        tally.basis(Basis.ESTIMATED);
        switch (route.onError()) {
            case ZERO -> {}
            case ONE -> tally.bill(1);
            // the estimate is the plan's; without plans it is zero
            case ESTIMATE -> tally.flag(Flag.ESTIMATED);
        }
    }
}
