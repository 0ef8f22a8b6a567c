package io.gauger.it.callers;

import io.gauger.route.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** A route that the application declares in Java. */
@ApplicationScoped
public class MoreRoutes {

    @Produces
    Route more() {
        return Route.named("more").on("GET", "/v1/more").request().build();
    }
}
