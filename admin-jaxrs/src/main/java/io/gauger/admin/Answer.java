package io.gauger.admin;

import jakarta.json.JsonObject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
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

    /** With JSON that was written before. */
    static Response.ResponseBuilder text(int status, String json) {
        return safe(Response.status(status))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json.getBytes(StandardCharsets.UTF_8));
    }

    static Response problem(Problem problem, @Nullable String instance) {
        Response.ResponseBuilder answer = json(problem.status(), PROBLEM_JSON, problem.toJson(instance));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /** That it is done, where nothing is left to be told. */
    static Response nothing() {
        return safe(Response.noContent()).build();
    }

    /** Which methods can be used; answered by us, because servers add descriptions of their own. */
    static Response readMethods() {
        return safe(Response.noContent()).header(HttpHeaders.ALLOW, allow(null)).build();
    }

    /** The methods of a path that can be read and more. */
    static Response methods(String others) {
        return safe(Response.noContent())
                .header(HttpHeaders.ALLOW, allow(others))
                .build();
    }

    /** The methods of what is done and not read. */
    static Response postMethods() {
        return safe(Response.noContent())
                .header(HttpHeaders.ALLOW, "OPTIONS, POST")
                .build();
    }

    /**
     * What a path allows. All of ours can be read, though not every implementation says so: Jersey leaves out HEAD, CXF
     * tells the methods of the root resource only.
     */
    static String allow(@Nullable String told) {
        Set<String> all = new TreeSet<>(Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS));
        if (told != null && !told.isBlank()) {
            for (String method : told.split(",", -1)) {
                all.add(method.strip());
            }
        }
        return String.join(", ", all);
    }

    /** What is written while it is read, to be kept as a file of this name. */
    static Response stream(String type, String file, StreamingOutput written) {
        return safe(Response.ok(written))
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
    }

    private static Response.ResponseBuilder json(int status, MediaType type, JsonObject body) {
        return safe(Response.status(status)).type(type).entity(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Response.ResponseBuilder safe(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").header("X-Content-Type-Options", "nosniff");
    }
}
