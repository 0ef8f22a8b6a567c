package io.gauger.route;

import org.jspecify.annotations.Nullable;

/** A route that cannot be used; the message names the route, the attribute and what is allowed. */
public final class InvalidRouteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String detail;
    private final @Nullable String attribute;
    private final @Nullable Integer position;

    InvalidRouteException(String id, String detail) {
        this(id, null, detail);
    }

    InvalidRouteException(String id, @Nullable String attribute, String detail) {
        this(id, attribute, detail, detail, null);
    }

    /** With what the message says in place of the detail, and where in an expression it is. */
    InvalidRouteException(
            String id, @Nullable String attribute, String message, String detail, @Nullable Integer position) {
        super("route '" + id + "': " + message);
        this.id = id;
        this.attribute = attribute;
        this.detail = detail;
        this.position = position;
    }

    /** The id of the route that cannot be used. */
    public String id() {
        return id;
    }

    /** The attribute that is wrong, by its name in the admin API; null if it is none alone. */
    public @Nullable String attribute() {
        return attribute;
    }

    /** What is wrong, without the route's id. */
    public String detail() {
        return detail;
    }

    /** Where in the expression it is, in characters from 0; null if it is none. */
    public @Nullable Integer position() {
        return position;
    }
}
