package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.route.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of routes when others change. */
class MeteredRoutesTest {
    private static final Route OWN = Route.named("own").on("*", "/own").bytes().build();

    @Test
    void whatReadsByARouteThatHasNotChangedStays() {
        MeteredRoutes routes = new MeteredRoutes(List.of(OWN), 1024);
        routes.join(List.of(stored(0)));
        ReaderPool own = routes.find("GET", "/own", null);
        ReaderPool stored = routes.find("GET", "/a", null);
        assertThat(own).isNotNull();
        assertThat(stored).isNotNull();

        routes.join(List.of(stored(0), Route.named("b").on("*", "/b").bytes().build()));
        assertThat(routes.find("GET", "/own", null)).isSameAs(own);
        assertThat(routes.find("GET", "/a", null)).isSameAs(stored);

        routes.join(List.of(stored(1)));
        assertThat(routes.find("GET", "/own", null)).isSameAs(own);
        assertThat(routes.find("GET", "/a", null)).isNotNull().isNotSameAs(stored);
        assertThat(routes.find("GET", "/b", null)).isNull();
    }

    private static Route stored(int priority) {
        return Route.named("a").on("*", "/a").bytes().priority(priority).build();
    }
}
