package io.gauger.admin;

import jakarta.json.JsonObject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers with JSON that is already text, so that it does not matter which JSON providers the server or the host has.
 * Nothing of it may be kept by caches or be taken for another type.
 */
final class Answer {
    private static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    private Answer() {}

    static Response.ResponseBuilder ok(JsonObject body) {
        return json(Response.Status.OK.getStatusCode(), MediaType.APPLICATION_JSON_TYPE, body);
    }

    static Response problem(Problem problem, @Nullable String instance) {
        Response.ResponseBuilder answer = json(problem.status(), PROBLEM_JSON, problem.toJson(instance));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /** Which methods can be used; answered by us, because servers add descriptions of their own. */
    static Response readMethods() {
        return safe(Response.noContent())
                .header(HttpHeaders.ALLOW, allow(HttpMethod.GET))
                .build();
    }

    /** Completes what an implementation says is allowed: some leave out what they answer by themselves. */
    static String allow(@Nullable String methods) {
        Set<String> all = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
        for (String method : (methods == null ? HttpMethod.GET : methods).split(",", -1)) {
            all.add(method.strip());
        }
        if (all.contains(HttpMethod.GET)) {
            all.add(HttpMethod.HEAD);
        }
        return String.join(", ", all);
    }

    private static Response.ResponseBuilder json(int status, MediaType type, JsonObject body) {
        return safe(Response.status(status)).type(type).entity(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Response.ResponseBuilder safe(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").header("X-Content-Type-Options", "nosniff");
    }
}
