package io.gauger.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    @Test
    void anExactPathWinsOverAVariableOverALongerPrefixOverAShorterOne() {
        RouteTable<Route> table = table("GET /a/b/c", "GET /a/{x}/c", "GET /a/b/*", "GET /a/*", "GET /*");
        assertThat(found(table, "GET", "/a/b/c")).isEqualTo("GET /a/b/c");
        assertThat(found(table, "GET", "/a/z/c")).isEqualTo("GET /a/{x}/c");
        assertThat(found(table, "GET", "/a/b/z")).isEqualTo("GET /a/b/*");
        assertThat(found(table, "GET", "/a/z")).isEqualTo("GET /a/*");
        assertThat(found(table, "GET", "/z")).isEqualTo("GET /*");
        assertThat(found(table, "GET", "/")).isEqualTo("GET /*");
    }

    @Test
    void aHigherPriorityWinsOverEverything() {
        RouteTable<Route> table = table("GET /a/b", "GET /* 5", "GET /a/{x} 2");
        assertThat(found(table, "GET", "/a/b")).isEqualTo("GET /* 5");
    }

    @Test
    void anEarlierLiteralSegmentWins() {
        RouteTable<Route> table = table("GET /a/{x}/c", "GET /{x}/b/c", "GET /a/b/{x}");
        assertThat(found(table, "GET", "/a/b/c")).isEqualTo("GET /a/b/{x}");
        assertThat(found(table, "GET", "/z/b/c")).isEqualTo("GET /{x}/b/c");
    }

    @Test
    void aPrefixMeansAlsoThePathWithoutTheSlashButNotALongerName() {
        RouteTable<Route> table = table("GET /v1/chat/*");
        assertThat(found(table, "GET", "/v1/chat")).isNotNull();
        assertThat(found(table, "GET", "/v1/chat/")).isNotNull();
        assertThat(found(table, "GET", "/v1/chat/x/y")).isNotNull();
        assertThat(found(table, "GET", "/v1/chats")).isNull();
    }

    @Test
    void aVariableIsOneSegmentThatIsNotEmpty() {
        RouteTable<Route> table = table("GET /v1/files/{bytes}");
        assertThat(found(table, "GET", "/v1/files/1")).isNotNull();
        assertThat(found(table, "GET", "/v1/files/")).isNull();
        assertThat(found(table, "GET", "/v1/files")).isNull();
        assertThat(found(table, "GET", "/v1/files/1/2")).isNull();
    }

    @Test
    void aPrefixIsAsLongAsItHasSegmentsWhateverTheirNames() {
        RouteTable<Route> table = table("GET /{anything_at_all}/*", "GET /a/{anything_at_all}/*", "GET /a/b/*");
        assertThat(found(table, "GET", "/a/b/c")).isEqualTo("GET /a/b/*");
        assertThat(found(table, "GET", "/a/z/c")).isEqualTo("GET /a/{anything_at_all}/*");
        assertThat(found(table, "GET", "/z/b/c")).isEqualTo("GET /{anything_at_all}/*");
    }

    /** Many frameworks answer both alike: otherwise a slash would make a request free. */
    @Test
    void aSlashAtTheEndDoesNotLeadPastARoute() {
        RouteTable<Route> table = table("GET /v1/ping", "GET /v1/files/{bytes}", "GET /v1/both", "GET /v1/both/");
        assertThat(found(table, "GET", "/v1/ping/")).isEqualTo("GET /v1/ping");
        assertThat(found(table, "GET", "/v1/files/7/")).isEqualTo("GET /v1/files/{bytes}");
        assertThat(found(table, "GET", "/v1/both")).isEqualTo("GET /v1/both");
        assertThat(found(table, "GET", "/v1/both/")).isEqualTo("GET /v1/both/");
        assertThat(found(table, "GET", "/v1/ping/x")).isNull();
    }

    @Test
    void methodsAreCompared() {
        RouteTable<Route> table = table("POST /x", "* /any");
        assertThat(found(table, "POST", "/x")).isNotNull();
        assertThat(found(table, "GET", "/x")).isNull();
        assertThat(found(table, "PURGE", "/any")).isNotNull();
    }

    @Test
    void headBelongsToTheRouteOfGet() {
        assertThat(found(table("GET /x"), "HEAD", "/x")).isNotNull();
        assertThat(found(table("POST /x"), "HEAD", "/x")).isNull();
    }

    @Test
    void anExactPathOfAnotherMethodDoesNotHideALessExactOne() {
        assertThat(found(table("POST /x", "GET /*"), "GET", "/x")).isEqualTo("GET /*");
    }

    @Test
    void gaugersOwnPathsAreNeverMetered() {
        RouteTable<Route> table = table("* /*");
        assertThat(found(table, "GET", "/metering/v1/usage")).isNull();
        assertThat(found(table, "GET", "/metering-ui/")).isNull();
        assertThat(table.find("GET", "", "/metering/v1/usage")).isNull();
        assertThat(table.find("GET", "/metering", "/v1/usage")).isNull();
    }

    @Test
    void aRouteThatIsNotEnabledDoesNotMeter() {
        Route off = Route.named("off").on("GET", "/x").request().enabled(false).build();
        assertThat(new RouteTable<>(List.of(off), route -> route).find("GET", "/x", null))
                .isNull();
    }

    @Test
    void routesBetweenWhichNothingDecidesAreRefused() {
        assertThatThrownBy(() -> table("GET,POST /a/{x}", "POST /a/{y}"))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContaining("give one of them a higher priority");
        assertThatThrownBy(() -> table("GET /a", "HEAD /a")).isInstanceOf(InvalidRouteException.class);
        table("GET /a/{x}", "POST /a/{y}");
        table("GET /a", "GET /a 1");
    }

    @Test
    void amongManyRoutesEachIsFound() {
        String[] routes = IntStream.range(0, 5000)
                .mapToObj(i -> "GET /v1/tenants/" + i + "/reports")
                .toArray(String[]::new);
        RouteTable<Route> table = table(routes);
        for (int i = 0; i < routes.length; i++) {
            assertThat(found(table, "GET", "/v1/tenants/" + i + "/reports")).isEqualTo(routes[i]);
        }
        assertThat(found(table, "GET", "/v1/tenants/5000/reports")).isNull();
    }

    /** Two names of one hash: "Aa" and "BB". */
    @Test
    void namesThatCollideAreToldApart() {
        RouteTable<Route> table = table("GET /Aa", "GET /BB", "GET /C");
        assertThat(found(table, "GET", "/Aa")).isEqualTo("GET /Aa");
        assertThat(found(table, "GET", "/BB")).isEqualTo("GET /BB");
        assertThat(found(table("GET /Aa"), "GET", "/BB")).isNull();
    }

    @Test
    void aRequestOfNoRouteAllocatesNothing() {
        RouteTable<Route> table = table("GET /v1/a/{x}", "POST /v1/b/c", "GET /v1/b/c/d");
        for (int i = 0; i < 20_000; i++) {
            table.find("GET", "/v1/b", "/c/e");
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            table.find("GET", "/v1/b", "/c/e");
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    }

    @Test
    void twoRoutesWithOneIdAreRefused() {
        Route route = Route.named("r").on("GET", "/x").request().build();
        assertThatThrownBy(() -> new RouteTable<>(List.of(route, route), kept -> kept))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContaining("two routes with this id");
    }

    private static String found(RouteTable<Route> table, String method, String path) {
        Route route = table.find(method, path, null);
        return route == null ? null : route.provider();
    }

    /** Routes of {@code METHODS path [priority]}, told apart by their text, which stands as provider. */
    private static RouteTable<Route> table(String... routes) {
        List<Route> made = new ArrayList<>();
        for (String route : routes) {
            String[] words = route.split(" ", -1);
            made.add(Route.named("r" + made.size())
                    .on(words[0].equals("*") ? List.of() : List.of(words[0].split(",", -1)), words[1])
                    .priority(words.length > 2 ? Integer.parseInt(words[2]) : 0)
                    .provider(route)
                    .request()
                    .build());
        }
        return new RouteTable<>(made, route -> route);
    }
}
