package io.gauger.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one rule between routes of a deployment and stored ones. */
class JoinedRoutesTest {
    private static final Route DEPLOYED =
            Route.named("chat").on("POST", "/v1/chat").request().build();

    @Test
    void storedRoutesJoinThoseOfTheDeployment() {
        Route stored = Route.named("files").on("GET", "/files/*").bytes().build();

        JoinedRoutes joined = JoinedRoutes.of(List.of(DEPLOYED), List.of(stored));

        assertThat(joined.routes()).containsExactly(DEPLOYED, stored);
        assertThat(joined.refused()).isEmpty();
    }

    @Test
    void theDeploymentsWinsOverAStoredOneOfItsId() {
        Route stored = Route.named("chat").on("GET", "/elsewhere").bytes().build();

        JoinedRoutes joined = JoinedRoutes.of(List.of(DEPLOYED), List.of(stored));

        assertThat(joined.routes()).containsExactly(DEPLOYED);
        assertThat(joined.refused()).isEqualTo(Map.of("chat", "the deployment has a route with this id"));
    }

    @Test
    void aStoredOneThatNothingSetsApartHasNoEffectAndTheOthersHave() {
        Route same = Route.named("same").on("*", "/v1/chat").bytes().build();
        Route first = Route.named("a").on("GET", "/a").bytes().build();
        Route second = Route.named("b").on("GET", "/a").request().build();
        Route off = Route.named("c").on("GET", "/a").request().enabled(false).build();

        JoinedRoutes joined = JoinedRoutes.of(List.of(DEPLOYED), List.of(same, first, second, off));

        assertThat(joined.routes()).containsExactly(DEPLOYED, first, off);
        assertThat(joined.refused()).containsOnlyKeys("same", "b");
        assertThat(joined.refused().get("b")).contains("route 'a'");
    }
}
