package io.gauger.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The tree finds what the rules, applied to one route after the other, say. */
class RouteTablePropertyTest {

    @Property(tries = 5000)
    void aTableFindsTheRouteThatTheRulesName(
            @ForAll("routes") List<Route> routes, @ForAll("methods") String method, @ForAll("paths") String path) {
        RouteTable<Route> table;
        try {
            table = new RouteTable<>(routes, route -> route);
        } catch (InvalidRouteException e) {
            Assume.that(false);
            return;
        }
        Route expected = routes.stream()
                .filter(Route::enabled)
                .filter(route -> meters(route, method) && matches(route.path().text(), path))
                .max(RULES.thenComparing(route -> matchesWithSlash(route.path().text(), path)))
                .orElse(null);
        assertThat(table.find(method, path, null))
                .as("%s %s among %s", method, path, routes)
                .isSameAs(expected);
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            assertThat(table.find(method, path.substring(0, slash), path.substring(slash)))
                    .as("%s %s among %s, with path info from %s", method, path, routes, slash)
                    .isSameAs(expected);
        }
    }

    private static final Comparator<Route> RULES = Comparator.comparingInt(Route::priority)
            .thenComparing(route -> kind(route.path().text()))
            .thenComparing(route -> prefixLength(route.path().text()))
            .thenComparing(route -> literals(route.path().text()));

    private static boolean meters(Route route, String method) {
        return route.methods().isEmpty()
                || route.methods().contains(method)
                || (method.equals("HEAD") && route.methods().contains("GET"));
    }

    private static boolean matches(String pattern, String path) {
        boolean slashLeft = path.endsWith("/") && !pattern.endsWith("/*");
        return matchesWithSlash(pattern, path)
                || (slashLeft && matchesWithSlash(pattern, path.substring(0, path.length() - 1)));
    }

    private static boolean matchesWithSlash(String pattern, String path) {
        if (pattern.endsWith("/*")) {
            return path.matches(regex(pattern.substring(0, pattern.length() - 2)) + "(/.*)?");
        }
        return path.matches(regex(pattern));
    }

    private static String regex(String pattern) {
        return pattern.replaceAll("\\{[^}]*}", "[^/]+");
    }

    private static int kind(String pattern) {
        if (pattern.endsWith("/*")) {
            return 0;
        }
        return pattern.contains("{") ? 1 : 2;
    }

    private static int prefixLength(String pattern) {
        return pattern.endsWith("/*") ? pattern.split("/", -1).length : 0;
    }

    /** In the order of letters a literal segment comes behind a variable, the first segment first. */
    private static String literals(String pattern) {
        List<String> kinds = new ArrayList<>();
        for (String segment : pattern.split("/", -1)) {
            kinds.add(segment.startsWith("{") ? "a" : "b");
        }
        return String.join("", kinds);
    }

    @Provide
    Arbitrary<List<Route>> routes() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "{x}", "{longer_name}", "");
        Arbitrary<String> pattern = Combinators.combine(
                        segment.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of("", "", "/*"))
                .as((segments, end) -> "/" + String.join("/", segments) + end);
        Arbitrary<List<String>> methods =
                Arbitraries.of("GET", "POST", "HEAD").list().uniqueElements().ofMaxSize(2);
        Arbitrary<Route.Builder> route = Combinators.combine(
                        pattern, methods, Arbitraries.integers().between(0, 1), Arbitraries.of(true, true, true, false))
                .as((path, of, priority, enabled) -> Route.named(
                                "r" + Integer.toHexString((path + of + priority).hashCode()))
                        .on(of, path)
                        .priority(priority)
                        .enabled(enabled)
                        .request());
        return route.map(Route.Builder::build)
                .list()
                .ofMaxSize(5)
                .map(
                        list -> list.stream()
                                .collect(Collectors.toMap(Route::id, one -> one, (one, other) -> one))
                                .values()
                                .stream()
                                .toList());
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "POST", "HEAD", "PUT");
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "c", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(segments -> "/" + String.join("/", segments));
    }
}
