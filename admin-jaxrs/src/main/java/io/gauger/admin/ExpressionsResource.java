package io.gauger.admin;

import io.gauger.expression.Expression;
import io.gauger.expression.Variable;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.Sample;
import io.gauger.measure.TokenUsage;
import io.gauger.route.Route;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /v1/expressions/…}: checks expressions, and tries them on samples. It changes and keeps nothing, so that whoever may
 * read may ask.
 */
final class ExpressionsResource {
    private final Gauger gauger;
    private final Call call;

    ExpressionsResource(Gauger gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** Says what an expression reads, or refuses it with its position. */
    Response validate(InputStream sent) {
        new QueryParameters(call.query(), Set.of()).check();
        Route route = ExpressionBody.toValidate(sent).route();
        String source = route.meteringExpr();
        Expression expression = source == null ? null : Expression.compile(source);
        List<String> fields = expression == null
                ? List.of()
                : expression.paths().stream().map(path -> "respBody" + path).toList();
        List<String> variables = expression == null
                ? List.of()
                : expression.variables().stream().map(Variable::wireName).toList();
        JsonObject answer = new JsonFields()
                .truth("valid", true)
                .list("fields", fields)
                .list("variables", variables)
                .truth("keeps_text", expression != null && !expression.texts().isEmpty())
                .toJson();
        return Answer.ok(answer).build();
    }

    /** Measures the sample as the filter measures a request of such a route. */
    Response evaluate(InputStream sent) {
        new QueryParameters(call.query(), Set.of()).check();
        ExpressionBody body = ExpressionBody.toEvaluate(sent);
        Sample sample = body.sample();
        Measurement measured = sample.measured(body.meter(gauger.maxKeptBytes()));
        TokenUsage tokens = measured.tokens();
        JsonObject answer = new JsonFields()
                .decimal("units", measured.units())
                .text("basis", measured.basis().name().toLowerCase(Locale.ROOT))
                .list(
                        "flags",
                        measured.flags().stream().map(Flag::wireName).sorted().toList())
                .text("provider", measured.provider())
                .text("model", measured.model())
                .number("prompt_tokens", tokens.prompt())
                .number("completion_tokens", tokens.completion())
                .number("cached_tokens", tokens.cached())
                .number("sse_events", measured.sseEvents())
                .toJson();
        return Answer.ok(answer).build();
    }
}
