package io.gauger.route;

/** A route that cannot be used; the message names the route, the attribute and what is allowed. */
public final class InvalidRouteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRouteException(String id, String detail) {
        super("route '" + id + "': " + detail);
    }
}
