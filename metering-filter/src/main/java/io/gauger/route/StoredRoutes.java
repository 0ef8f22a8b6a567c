package io.gauger.route;

import java.util.Collection;
import java.util.function.Consumer;

/** Where routes are stored besides those of the deployment, and may change while the application runs. */
@FunctionalInterface
public interface StoredRoutes {
    /** Where none are. */
    StoredRoutes NONE = follower -> {};

    /**
     * Asked for once, while the application starts.
     *
     * @param follower takes all stored routes, as soon as they are known and again whenever one has changed; it is called on
     *     threads of whoever stores them, one at a time, and never on a request that is metered
     */
    void follow(Consumer<Collection<Route>> follower);
}
