package io.gauger.admin;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of things as entity tags (RFC 9110, sections 8.8.3 and 13.1.1). */
final class Preconditions {
    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    /** No thing has it. */
    private static final long NEVER = -1;

    private Preconditions() {}

    /** The version that must be there; null for any. Tags that are weak, several or not ours match nothing. */
    static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        return tag.matches() ? Long.valueOf(tag.group(1)) : Long.valueOf(NEVER);
    }

    static Response.ResponseBuilder tagged(Response.ResponseBuilder answer, long version) {
        return answer.header(HttpHeaders.ETAG, "\"" + version + "\"");
    }
}
