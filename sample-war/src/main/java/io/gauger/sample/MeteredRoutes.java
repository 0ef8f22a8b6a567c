package io.gauger.sample;

import io.gauger.route.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Routes may also be beans, which suits what is computed; the others stand in {@code web.xml}. */
@ApplicationScoped
class MeteredRoutes {

    @Produces
    Route failures() {
        return Route.named("fail").on("GET", "/v1/fail/{status}").request().build();
    }
}
