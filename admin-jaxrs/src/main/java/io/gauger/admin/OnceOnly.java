package io.gauger.admin;

import io.gauger.account.Administration;
import io.gauger.account.Changes;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes what a POST asks for; with an {@code Idempotency-Key} at most once, with the same answer each time. */
final class OnceOnly {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private final Administration administration;
    private final String actor;
    private final Call call;

    OnceOnly(Administration administration, String actor, Call call) {
        this.administration = administration;
        this.actor = actor;
        this.call = call;
    }

    /**
     * What was made, as it is answered.
     *
     * @param version for the entity tag
     */
    record Made(String id, long version, JsonObject body) {}

    /**
     * Makes it.
     *
     * @param what the path that was asked, and the body
     * @param status to answer
     * @param list where what is made lies, by its id; null if it lay there before
     */
    Response make(String what, int status, @Nullable String list, Function<Changes, Made> work) {
        String key = key(call);
        if (key == null) {
            return answer(bytes(administration.change(actor, work)), status, list);
        }
        return answer(administration.once(actor, key, what, changes -> bytes(work.apply(changes))), status, list);
    }

    /**
     * What the client made up for its request; null without one.
     *
     * @throws ProblemException if it cannot be used
     */
    static @Nullable String key(Call call) {
        String key = call.idempotencyKey();
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ProblemException(Problem.invalidIdempotencyKey());
        }
        return key;
    }

    /** Makes something of which only the id is kept; the same id each time. */
    String id(String what, Function<Changes, String> work) {
        String key = call.idempotencyKey();
        if (key == null) {
            return administration.change(actor, work);
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(Problem.invalidIdempotencyKey());
        }
        byte[] id = administration.once(
                actor, key, what, changes -> work.apply(changes).getBytes(StandardCharsets.UTF_8));
        return new String(id, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Made made) {
        return (made.version() + "\n" + made.id() + "\n" + made.body()).getBytes(StandardCharsets.UTF_8);
    }

    private Response answer(byte[] made, int status, @Nullable String list) {
        String[] parts = new String(made, StandardCharsets.UTF_8).split("\n", 3);
        Response.ResponseBuilder answer = Answer.text(status, parts[2]);
        if (list != null) {
            answer.location(call.base().resolve(URI.create(list + "/" + parts[1])));
        }
        return Preconditions.tagged(answer, Long.parseLong(parts[0])).build();
    }
}
