package io.gauger.it.suite.app;

import io.gauger.route.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Routes as CDI beans: one more, and one in place of a route of {@code web.xml}. */
@ApplicationScoped
public class RouteBeans {

    @Produces
    Route added() {
        return Route.named("bean")
                .on("POST", "/mode/bean")
                .bytes("responseBytes")
                .build();
    }

    @Produces
    Route replacing() {
        return Route.named("replaced")
                .on("POST", "/mode/replaced")
                .responseField("respBody.tokens")
                .build();
    }
}
