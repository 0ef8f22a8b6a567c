package io.gauger.admin;

import jakarta.json.JsonArray;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all lists have in common: {@code limit}, {@code cursor}, {@code next_cursor} and the {@code Link} to it. */
final class Paging {
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;

    private Paging() {}

    static int limit(QueryParameters parameters) {
        return parameters.number(LIMIT, DEFAULT_LIMIT, 1, MOST);
    }

    static void rejectCursor(QueryParameters parameters) {
        parameters.reject(CURSOR, "is no cursor of this list; begin again without it");
    }

    /** The id that the page before ended with; null if there is none, or if the cursor is refused. */
    static @Nullable String after(QueryParameters parameters, Function<String, @Nullable String> open) {
        String cursor = parameters.value(CURSOR);
        String after = cursor == null ? null : open.apply(cursor);
        if (cursor != null && after == null) {
            rejectCursor(parameters);
        }
        return after;
    }

    /** RFC 8288: the link is absolute and holds all that was asked. */
    static Response page(JsonArray data, @Nullable String nextCursor, URI list, QueryParameters parameters) {
        return page(new JsonFields().value("data", data).text("next_cursor", nextCursor), nextCursor, list, parameters);
    }

    /** The same with more beside the data. */
    static Response page(JsonFields fields, @Nullable String nextCursor, URI list, QueryParameters parameters) {
        Response.ResponseBuilder answer = Answer.ok(fields.toJson());
        if (nextCursor != null) {
            answer.header(HttpHeaders.LINK, "<" + list + "?" + parameters.withCursor(nextCursor) + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
