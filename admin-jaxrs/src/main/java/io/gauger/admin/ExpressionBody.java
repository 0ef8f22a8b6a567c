package io.gauger.admin;

import io.gauger.admit.Caller;
import io.gauger.measure.Meter;
import io.gauger.measure.Sample;
import io.gauger.route.BillErrors;
import io.gauger.route.InvalidRouteException;
import io.gauger.route.MeteringMode;
import io.gauger.route.OnError;
import io.gauger.route.Route;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a client says of an expression, and of a sample to try it on. */
final class ExpressionBody {
    /** Of a sample with its expression. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int LONGEST_EXPRESSION = 4096;
    private static final String MODE = "metering_mode";
    private static final String EXPRESSION = "metering_expr";
    private static final String MODEL = "model_expr";
    private static final String INSPECT = "inspect_request";
    private static final String PROVIDER = "provider";
    private static final String SAMPLE = "sample";
    private static final String STATUS = "status";

    private final JsonBody body;
    private final @Nullable Route route;

    private ExpressionBody(JsonBody body) {
        this.body = body;
        MeteringMode given = body.constant(MODE, MeteringMode.values());
        String expression = body.lines(EXPRESSION, LONGEST_EXPRESSION);
        OnError onError = body.constant("on_error", OnError.values());
        BillErrors billErrors = body.constant("bill_errors", BillErrors.values());
        Boolean inspects = body.truth(INSPECT);
        String model = body.lines(MODEL, LONGEST_EXPRESSION);
        // whoever asks about a model's expression alone says nothing of metering
        MeteringMode otherwise = expression == null && model != null ? MeteringMode.REQUEST : MeteringMode.CUSTOM;
        route = built(
                body,
                Route.named("expression")
                        .on("*", "/*")
                        .metered(given == null ? otherwise : given, expression)
                        .onError(onError == null ? OnError.ZERO : onError)
                        .billErrors(billErrors == null ? BillErrors.CLIENT : billErrors)
                        .provider(body.lines(PROVIDER, 128))
                        .modelExpr(model)
                        .inspectRequest(Boolean.TRUE.equals(inspects)));
    }

    /** Of an expression alone. */
    static ExpressionBody toValidate(InputStream sent) {
        ExpressionBody body = new ExpressionBody(new JsonBody(sent, Set.of(MODE, EXPRESSION, MODEL, INSPECT)));
        body.body.check();
        return body;
    }

    /** With a sample. */
    static ExpressionBody toEvaluate(InputStream sent) {
        Set<String> known = Set.of(MODE, EXPRESSION, "on_error", "bill_errors", PROVIDER, SAMPLE);
        return new ExpressionBody(new JsonBody(sent, known, MOST_BYTES));
    }

    /** The route; null if it is refused, which the body then knows with its field and place. */
    static @Nullable Route built(JsonBody body, Route.Builder route) {
        try {
            return route.build();
        } catch (InvalidRouteException e) {
            String attribute = e.attribute();
            body.reject(attribute == null ? "" : attribute, e.detail(), e.position());
            return null;
        }
    }

    /**
     * A route of which only the expressions count.
     *
     * @throws ProblemException with all that is wrong
     */
    Route route() {
        body.check();
        if (route == null) {
            throw new AssertionError("what is refused is not without a fault");
        }
        return route;
    }

    /**
     * The sample.
     *
     * @throws ProblemException with all that is wrong
     */
    Sample sample() {
        body.require(SAMPLE);
        JsonBody sample = body.object(
                SAMPLE,
                new TreeSet<>(Set.of(
                        "body",
                        "content_type",
                        STATUS,
                        "method",
                        "path",
                        "query",
                        "request_bytes",
                        "response_bytes",
                        "duration_ms",
                        "account_id",
                        "plan_id",
                        "key_id")));
        String text = sample.anyText("body");
        String type = sample.lines("content_type", 255);
        String method = sample.text("method", 32);
        String path = sample.text("path", 1024);
        Integer status = sample.whole(STATUS, 100, 599);
        Integer requestBytes = sample.whole("request_bytes", 0, Integer.MAX_VALUE);
        Integer responseBytes = sample.whole("response_bytes", 0, Integer.MAX_VALUE);
        Integer duration = sample.whole("duration_ms", 0, Integer.MAX_VALUE);
        Caller caller = new Caller(
                sample.lines("account_id", 255), sample.lines("key_id", 255), null, null, sample.lines("plan_id", 255));
        Sample made = new Sample(
                caller,
                method == null ? "POST" : method,
                path == null ? "/" : path,
                sample.lines("query", 4096),
                status == null ? 200 : status,
                type == null && !sample.has("content_type") ? "application/json" : type,
                text == null ? "" : text,
                requestBytes == null ? 0 : requestBytes,
                responseBytes == null ? null : Long.valueOf(responseBytes),
                duration == null ? 0 : duration);
        body.check();
        return made;
    }

    /** What measures by it, as it would measure requests. */
    Meter meter(int maxKeptBytes) {
        return new Meter(route(), maxKeptBytes);
    }
}
