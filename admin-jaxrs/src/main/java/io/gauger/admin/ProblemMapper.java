package io.gauger.admin;

import io.gauger.account.RefusedChange;
import io.gauger.pay.PaymentException;
import io.gauger.pay.RefusedPayment;
import io.gauger.usage.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever ends a call early into a problem. It is no {@code @Provider}, so that the host's scanning application
 * does not find it.
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

    private static final Pattern PRICE = Pattern.compile("/v1/prices/[^/]+$");

    @Context
    @Nullable
    HttpServletRequest request;

    /** Called by the server. */
    public ProblemMapper() {}

    @Override
    public Response toResponse(Throwable thrown) {
        String path = request == null ? null : request.getRequestURI();
        return Answer.problem(
                thrown instanceof IllegalArgumentException && hasMalformedQuery() ? malformed() : problem(thrown, path),
                path);
    }

    /** CXF reads the query before anybody asks for it, and fails where it is malformed. */
    private boolean hasMalformedQuery() {
        String query = request == null ? null : request.getQueryString();
        return query != null && PercentCoding.decode(query) == null;
    }

    private static Problem malformed() {
        String detail = "The query is not percent-encoded UTF-8 without control characters.";
        return Problem.of(400, "bad_request", "The query cannot be read", detail);
    }

    private static Problem problem(Throwable thrown, @Nullable String path) {
        if (thrown instanceof ProblemException ours) {
            return ours.problem();
        }
        if (thrown instanceof RefusedChange refused) {
            return Problem.refused(refused.reason());
        }
        if (thrown instanceof RefusedPayment refused) {
            return PaymentProblem.of(refused);
        }
        if (thrown instanceof PaymentException failure) {
            LOG.log(System.Logger.Level.WARNING, "At " + path + ": " + failure.getMessage());
            return PaymentProblem.of(failure);
        }
        if (thrown instanceof StoreUnavailableException unavailable) {
            LOG.log(System.Logger.Level.WARNING, "The admin API cannot ask the database: " + unavailable.getMessage());
            return Problem.storeUnavailable();
        }
        if (thrown instanceof WebApplicationException http
                && http.getResponse().getStatus() >= 400
                && http.getResponse().getStatus() < 500) {
            return ofStatus(http.getResponse(), path);
        }
        String id = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "The admin API failed at " + path + ", error " + id, thrown);
        return Problem.internalError(id);
    }

    /** What JAX-RS itself refuses. */
    private static Problem ofStatus(Response refused, @Nullable String path) {
        int status = refused.getStatus();
        return switch (status) {
            case 404 -> Problem.of(status, "not_found", "There is nothing here", "The API has no such path.");
            case 405 -> {
                yield Problem.of(
                                status,
                                "method_not_allowed",
                                "The method is not allowed here",
                                path != null && PRICE.matcher(path).find()
                                        ? "A price is never edited, so that what was billed by it can be proved: POST a"
                                                + " new version to /v1/prices."
                                        : "The path exists, but not for this method.")
                        .with(HttpHeaders.ALLOW, Answer.allow(refused.getHeaderString(HttpHeaders.ALLOW)));
            }
            case 406 ->
                Problem.of(
                        status,
                        "not_acceptable",
                        "Only JSON is spoken here",
                        "Accept 'application/json' or leave it out.");
            case 415 ->
                Problem.of(
                        status,
                        "unsupported_media_type",
                        "Only JSON is understood here",
                        "Send the body as 'Content-Type: application/json'.");
            default -> {
                Response.Status known = Response.Status.fromStatusCode(status);
                String title = known == null ? "The request cannot be answered" : known.getReasonPhrase();
                String error = known == null ? "bad_request" : known.name().toLowerCase(Locale.ROOT);
                yield Problem.of(status, error, title, "The request cannot be answered as it was sent.");
            }
        };
    }
}
