package io.gauger.account;

import java.util.function.Function;

/**
 * Makes administrative changes, each with its audit in one transaction. Safe for concurrent use. All methods throw
 * {@link io.gauger.usage.StoreUnavailableException} if it is not certain that the change is kept.
 */
public interface Administration {
    /**
     * Does the work in one transaction. It may be done more than once, if another transaction was in the way; only the
     * last time counts.
     *
     * @param actor who does it, for the audit
     * @throws RefusedChange as the work does; nothing is kept then
     */
    <T> T change(String actor, Function<Changes, T> work);

    /**
     * The same at most once for each idempotency key of the actor within a day: who comes again with the same request gets
     * the answer that was given then. It is kept sealed by the idempotency key, of which only a hash is stored, so that
     * the database does not tell the secrets in it.
     *
     * @param idempotencyKey what the client made up for this request
     * @param request all that the request asks for
     * @throws RefusedChange also if another request came with the same idempotency key
     */
    byte[] once(String actor, String idempotencyKey, String request, Function<Changes, byte[]> work);
}
