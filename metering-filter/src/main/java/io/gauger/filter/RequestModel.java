package io.gauger.filter;

import io.gauger.admit.Fault;
import io.gauger.expression.ModelExpression;
import io.gauger.expression.Scope;
import io.gauger.expression.Variable;
import io.gauger.extract.BodyReader;
import io.gauger.extract.BodyText;
import io.gauger.extract.CodedReader;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonReader;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeepingReader;
import io.gauger.extract.KeptText;
import io.gauger.extract.PathSet;
import io.gauger.measure.MediaType;
import io.gauger.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the requests of one route tell which model they ask for. Made once for a route; safe for concurrent use. */
final class RequestModel {
    private static final System.Logger LOG = System.getLogger(RequestModel.class.getName());

    private final ModelExpression expression;
    private final PathSet paths;
    private final boolean readsBody;
    private final Fault fault;

    private RequestModel(String route, ModelExpression expression, boolean inspects) {
        this.expression = expression;
        this.paths = new PathSet(expression.paths());
        this.readsBody = inspects && expression.readsBody();
        this.fault = new Fault(
                LOG,
                "Reading which model a request of route " + route + " asks for",
                "such requests are refused by 503 admission_failed if their key is limited to models; others run");
    }

    /** Of a route; null if its requests tell nothing beforehand. */
    static @Nullable RequestModel of(Route route) {
        String source = route.modelExpr();
        if (source == null && !route.inspectRequest()) {
            return null;
        }
        boolean inspects = route.inspectRequest();
        return new RequestModel(
                route.id(),
                ModelExpression.compile(source == null ? ModelExpression.BY_CUSTOM : source, inspects),
                inspects);
    }

    /** A question that is answered when it is asked, as the request may have to be read for it. */
    Question of(HttpServletRequest request, String path) {
        return new Question(this, request, path);
    }

    /** Which model one request asks for. */
    static final class Question implements Supplier<@Nullable String> {
        private final RequestModel how;
        private final String path;
        private HttpServletRequest request;
        private boolean asked;
        private boolean unanswered;
        private @Nullable String model;

        private Question(RequestModel how, HttpServletRequest request, String path) {
            this.how = how;
            this.request = request;
            this.path = path;
        }

        /** The answer; null if the request does not tell. It is the same however often it is asked for. Never throws. */
        @Override
        public @Nullable String get() {
            if (!asked) {
                asked = true;
                try {
                    model = how.model(this);
                } catch (RuntimeException | Error e) {
                    unanswered = true;
                    how.fault.happened(e);
                }
            }
            return model;
        }

        /** Whether it was asked for, and could not be read by a fault of ours. */
        boolean isUnanswered() {
            return unanswered;
        }

        /** The answer if it was asked for already; else null. */
        @Nullable
        String known() {
            return model;
        }

        /** The request for the application, with all that was read ahead still to be read. */
        HttpServletRequest request() {
            return request;
        }
    }

    private @Nullable String model(Question question) {
        BodyReader body = readsBody ? reader(question.request) : null;
        if (body != null) {
            InspectedRequest ahead = InspectedRequest.of(question.request);
            if (ahead != null) {
                question.request = ahead;
                ahead.readBy(body);
            }
        }
        return expression.evaluate(new Asking(question.request, question.path, body, paths));
    }

    /** What reads the body; null if it is none that can be read here. */
    private @Nullable BodyReader reader(HttpServletRequest request) {
        String contentType = request.getContentType();
        if (request.getContentLengthLong() == 0
                || MediaType.of(contentType) != MediaType.JSON
                || !DeclaredCharset.isUtf8(contentType)) {
            return null;
        }
        BodyReader plain = new JsonReader(paths);
        if (expression.readsWholeBody()) {
            plain = new KeepingReader(plain, InspectedRequest.MOST);
        }
        String coding = request.getHeader("Content-Encoding");
        return CodedReader.isCoded(coding) ? CodedReader.of(coding, plain) : plain;
    }

    /** A request as an expression sees it before it runs. */
    private record Asking(HttpServletRequest request, String path, @Nullable BodyReader body, PathSet paths)
            implements Scope {
        @Override
        public @Nullable JsonValue at(JsonPath where) {
            return body == null ? null : body.value(paths.slot(where));
        }

        @Override
        public @Nullable KeptText text(BodyText which) {
            return body == null ? null : body.text(which);
        }

        @Override
        public @Nullable Object variable(Variable variable) {
            return switch (variable) {
                case PATH -> path;
                case METHOD -> request.getMethod();
                case QUERY -> request.getQueryString();
                default -> null;
            };
        }
    }
}
