package io.gauger.admin;

import io.gauger.account.RefusedChange;
import io.gauger.admit.RefusalReason;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients see it (RFC 9457). The codes are a contract; {@code docs/admin-api.md} lists them.
 *
 * @param status the HTTP status
 * @param error the stable code; {@code type} is made of it
 * @param title the same for every occurrence
 * @param detail about this occurrence; without exception text, SQL or secrets
 * @param errors what is wrong with single parameters; empty but for 422
 * @param headers to answer with
 */
record Problem(int status, String error, String title, String detail, List<Fault> errors, Map<String, String> headers) {

    /**
     * What is wrong with one parameter or field.
     *
     * @param pointer names it (RFC 6901)
     * @param position where in an expression it is, in characters from 0; null if it is none
     */
    record Fault(String pointer, String detail, @Nullable Integer position) {
        Fault(String pointer, String detail) {
            this(pointer, detail, null);
        }
    }

    private static final String RETRY_AFTER = "Retry-After";

    Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    /** RFC 9110, section 11.6.1: a 401 names the scheme. */
    static Problem missingToken() {
        return of(
                        401,
                        "missing_token",
                        "An operator token is needed",
                        "Send 'Authorization: Bearer gat_…', or a customer's key: 'X-API-Key: gk_…'.")
                .with("WWW-Authenticate", "Bearer");
    }

    static Problem invalidToken() {
        return of(401, "invalid_token", "The operator token is not valid", "No valid operator token was sent.")
                .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    static Problem tooManyAttempts(long seconds) {
        String detail = "More than " + FailedLogins.MOST_A_MINUTE
                + " wrong tokens came from this address within a minute. A valid token is still accepted.";
        return of(429, "too_many_attempts", "Too many wrong tokens", detail).with(RETRY_AFTER, String.valueOf(seconds));
    }

    static Problem readOnly() {
        String detail =
                "Changes need a token with the permission 'write', or the role metering-admin; a customer's key reads"
                        + " its account, and buys for it.";
        return of(403, "read_only", "Changes are not permitted", detail);
    }

    static Problem notToRead() {
        return of(403, "not_permitted", "Reading is not permitted", "This token has not the permission 'read'.");
    }

    static Problem operatorsOnly() {
        return of(
                403,
                "operators_only",
                "This is for operators",
                "A customer's key reads its own account, plan, keys, records and usage.");
    }

    /** For the reason that holds for its requests to the application too. */
    static Problem refusedKey(RefusalReason reason) {
        Problem problem = of(reason.status(), reason.error(), reason.title(), reason.detail());
        return switch (reason.status()) {
            case 401 -> problem.with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case 503 -> problem.with(RETRY_AFTER, "1");
            default -> problem;
        };
    }

    static Problem planNotFound() {
        return of(404, "plan_not_found", "There is no such plan", "No plan has this id.");
    }

    static Problem priceNotFound() {
        return of(404, "price_not_found", "There is no such price", "No price has this id.");
    }

    static Problem reratingNotFound() {
        return of(404, "rerating_not_found", "There is no such re-rating", "No re-rating has this id.");
    }

    static Problem tokenNotFound() {
        return of(404, "operator_token_not_found", "There is no such token", "No operator token has this id.");
    }

    static Problem crossSite() {
        String detail =
                "A container's login makes changes only from pages of this server itself; programs use a token.";
        return of(403, "cross_site", "The request comes from another site", detail);
    }

    static Problem accountNotFound() {
        return of(404, "account_not_found", "There is no such account", "No account has this id.");
    }

    static Problem budgetNotFound() {
        return of(404, "budget_not_found", "There is no budget", "The account has no budget.");
    }

    static Problem purchaseNotFound() {
        return of(404, "purchase_not_found", "There is no such purchase", "No purchase has this id.");
    }

    static Problem keyNotFound() {
        return of(404, "key_not_found", "There is no such key", "No key has this id.");
    }

    static Problem routeNotFound() {
        return of(404, "route_not_found", "There is no such route", "No route has this id.");
    }

    static Problem routeOfDeployment() {
        String detail = "The deployment has a route with this id (web.xml, a system property, or a CDI bean), and what"
                + " the deployment says wins: change it there.";
        return of(409, "route_of_deployment", "The route is the deployment's", detail);
    }

    static Problem ambiguousRoute(String detail) {
        return of(
                409, "ambiguous_route", "Another route takes the same requests", "The route has no effect: " + detail);
    }

    static Problem notJson() {
        return of(400, "not_json", "The body is no JSON object", "Send one JSON object in UTF-8.");
    }

    static Problem bodyTooLarge(int most) {
        return of(413, "body_too_large", "The body is too large", "A body has at most " + most + " bytes.");
    }

    static Problem invalidIdempotencyKey() {
        return of(
                400,
                "invalid_idempotency_key",
                "The Idempotency-Key cannot be used",
                "It has 1 to 255 visible ASCII characters; a random UUID is best.");
    }

    static Problem refused(RefusedChange.Reason reason) {
        return switch (reason) {
            case NO_SUCH_ACCOUNT -> accountNotFound();
            case NO_SUCH_KEY -> keyNotFound();
            case NO_SUCH_PLAN -> planNotFound();
            case NO_SUCH_TOKEN -> tokenNotFound();
            case NO_PLAN_FOR_ACCOUNT -> invalidFields(List.of(new Fault("/plan_id", "names no plan that is there")));
            case PLAN_IN_OTHER_CURRENCY ->
                invalidFields(List.of(
                        new Fault("/plan_id", "names a plan whose prices are in another currency than the account's")));
            case PLAN_OF_OTHER_CURRENCIES ->
                invalidFields(List.of(new Fault(
                        "/currency", "is not that of all accounts that have the plan, and it costs something")));
            case PLAN_EXISTS -> of(409, "plan_exists", "The plan exists already", "Another plan has this id.");
            case PLAN_IN_USE ->
                of(
                        409,
                        "plan_in_use",
                        "Accounts have the plan",
                        "Give them another plan first, or none; /v1/accounts?plan_id=… lists them.");
            case OTHER_CURRENCY ->
                invalidFields(List.of(new Fault(
                        "/currency",
                        "cannot be another: the account's ledger has entries, which are in its currency")));
            case REFERENCE_TAKEN ->
                of(
                        409,
                        "reference_taken",
                        "The reference is taken",
                        "An entry of the ledger has this reference, and another account, type, amount or currency.");
            case TOKEN_IS_REVOKED ->
                of(
                        409,
                        "operator_token_is_revoked",
                        "The token is revoked",
                        "A revoked token is not changed any more; make another.");
            case LAST_WRITING_TOKEN ->
                of(
                        409,
                        "last_writing_token",
                        "It is the last token that writes",
                        "Without it no stored token would write, or none would without an end. Make another first, or"
                                + " add ?even_last=true to do it all the same.");
            case NO_SUCH_BUDGET -> budgetNotFound();
            case NO_SUCH_PRICE -> priceNotFound();
            case NO_SUCH_RERATING -> reratingNotFound();
            case RECORDS_REMOVED ->
                of(
                        409,
                        "records_removed",
                        "Records of the period are not kept any more",
                        "The period reaches back before what is kept (gauger.retention-days), so it cannot be priced anew as"
                                + " a whole. Accounts that were done before stay so.");
            case PRICE_EXISTS ->
                of(
                        409,
                        "price_exists",
                        "The price has such a version already",
                        "A version of the same route, or provider and model, in the same currency takes effect at the same"
                                + " instant; prices are never edited, so give another effective_from.");
            case PRICE_IN_EFFECT ->
                of(
                        409,
                        "price_in_effect",
                        "The price is in effect",
                        "A version is taken back only while its effective_from lies more than 60 s ahead; POST a new version"
                                + " that takes its place.");
            case NO_SUCH_ROUTE -> routeNotFound();
            case ROUTE_EXISTS -> of(409, "route_exists", "The route exists already", "Another route has this id.");
            case ACCOUNT_EXISTS ->
                of(409, "account_exists", "The account exists already", "Another account has this id.");
            case OTHER_VERSION ->
                of(
                        412,
                        "precondition_failed",
                        "It was changed meanwhile",
                        "It has not the version that If-Match names: read it again, and decide anew.");
            case ACCOUNT_IS_CLOSED ->
                of(409, "account_closed", "The account is closed", "A closed account is not changed any more.");
            case KEY_IS_REVOKED ->
                of(409, "key_is_revoked", "The key is revoked", "A revoked key is not changed any more; make another.");
            case IDEMPOTENCY_KEY_REUSED ->
                of(
                        409,
                        "idempotency_key_reused",
                        "The Idempotency-Key was used for another request",
                        "Within a day the same Idempotency-Key goes with the same request only.");
        };
    }

    static Problem invalidFields(List<Fault> errors) {
        String detail = errors.size() == 1
                ? "One field cannot be used; 'errors' tells why."
                : errors.size() + " fields cannot be used; 'errors' tells why.";
        return new Problem(422, "invalid_field", "A field cannot be used", detail, errors, Map.of());
    }

    static Problem recordNotFound() {
        return of(404, "record_not_found", "There is no such record", "No stored record has this id.");
    }

    static Problem deadLetterNotFound() {
        return of(404, "dead_letter_not_found", "There is no such dead letter", "No dead letter has this id.");
    }

    static Problem webhookDeliveryNotFound() {
        return of(404, "webhook_delivery_not_found", "There is no such webhook", "No webhook has this id.");
    }

    static Problem alreadyDelivered() {
        String detail = "The receiver has taken the webhook; alerts tell what was in it.";
        return of(409, "already_delivered", "The webhook is delivered", detail);
    }

    static Problem stillRefused() {
        String detail = "The database refuses the record as before; the dead letter's reason tells why.";
        return of(409, "still_refused", "The record is still refused", detail);
    }

    static Problem invalidParameters(List<Fault> errors) {
        String detail = errors.size() == 1
                ? "One parameter cannot be used; 'errors' tells why."
                : errors.size() + " parameters cannot be used; 'errors' tells why.";
        return new Problem(422, "invalid_parameter", "A parameter cannot be used", detail, errors, Map.of());
    }

    static Problem storeUnavailable() {
        String detail = "The database is being opened, or cannot be asked: health and the server's log tell which."
                + " What is measured meanwhile waits.";
        return of(503, "store_unavailable", "The database is not available", detail)
                .with(RETRY_AFTER, "5");
    }

    static Problem internalError(String id) {
        String detail = "The server's log has the cause under " + id + ".";
        return of(500, "internal_error", "Something went wrong", detail);
    }

    static Problem of(int status, String error, String title, String detail) {
        return new Problem(status, error, title, detail, List.of(), Map.of());
    }

    Problem with(String header, String value) {
        return new Problem(status, error, title, detail, errors, Map.of(header, value));
    }

    /** The body; {@code instance} is the path that was asked for, null if unknown. */
    JsonObject toJson(@Nullable String instance) {
        JsonFields fields = new JsonFields()
                .text("type", "urn:gauger:problem:" + error)
                .text("title", title)
                .number("status", status)
                .text("detail", detail)
                .text("instance", instance)
                .text("error", error);
        if (!errors.isEmpty()) {
            JsonArrayBuilder list = JsonFields.array();
            for (Fault fault : errors) {
                JsonFields told =
                        new JsonFields().text("pointer", fault.pointer()).text("detail", fault.detail());
                Integer position = fault.position();
                list.add((position == null ? told : told.number("position", position)).toJson());
            }
            fields.value("errors", list.build());
        }
        return fields.toJson();
    }
}
