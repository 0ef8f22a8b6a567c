package io.gauger.it.host;

import io.gauger.route.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Routes that the application declares in Java. */
@ApplicationScoped
public class MeteredRoutes {

    /** One that {@code web.xml} does not have. */
    @Produces
    Route added() {
        return Route.named("added").on("GET", "/api/v1/usage").request().build();
    }

    /** One that {@code web.xml} has by the same id, otherwise. */
    @Produces
    Route replacing() {
        return Route.named("replaced")
                .on("GET", "/api/v1/greeting/{who}")
                .bytes("responseBytes * 2")
                .provider("beans")
                .build();
    }
}
