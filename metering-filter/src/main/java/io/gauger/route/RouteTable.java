package io.gauger.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request among all: the highest priority, then an exact path, then one with variables (the one
 * with the earlier literal segment first), then the prefix of most segments. A slash at the end of a path makes a
 * difference only between routes, since many frameworks answer both alike. A tree over path segments, so the cost follows the
 * length of the path and not the number of routes; finding allocates nothing. Immutable and safe for concurrent use.
 *
 * @param <T> what is kept for each route and found in its place
 */
public final class RouteTable<T> {
    private final Segment<T> root = new Segment<>();

    /**
     * A table of the enabled ones among these routes.
     *
     * @param kept makes what is found for a route; called once for each that is enabled
     * @throws InvalidRouteException if two routes have the same id, or nothing decides between them
     */
    public RouteTable(Collection<Route> routes, Function<Route, T> kept) {
        Map<String, Route> byId = new HashMap<>();
        for (Route route : routes) {
            if (byId.put(route.id(), route) != null) {
                throw new InvalidRouteException(route.id(), "there are two routes with this id");
            }
            if (route.enabled()) {
                add(route, kept);
            }
        }
    }

    /**
     * What is kept for the route of a request, or null if it is not metered.
     *
     * @param method the HTTP method
     * @param path the decoded path inside the application, or its first part; Gauger's own paths are never metered
     * @param rest the rest of the path, which begins with a slash; null if there is none
     */
    public @Nullable T find(String method, String path, @Nullable String rest) {
        String first = path.isEmpty() && rest != null ? rest : path;
        if (first.startsWith(PathPattern.OWN_PATHS)) {
            return null;
        }
        Entry<T> found = find(root, method, path, 0, rest, null);
        return found == null ? null : found.kept();
    }

    private static <T> @Nullable Entry<T> find(
            Segment<T> segment, String method, String path, int at, @Nullable String rest, @Nullable Entry<T> best) {
        if (at >= path.length() && rest != null) {
            return find(segment, method, rest, 0, null, best);
        }
        Entry<T> found = better(best, first(segment.prefixes, method));
        if (at >= path.length()) {
            return better(found, first(segment.ends, method));
        }
        int start = at + 1;
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        Segment<T> literal = segment.literals.find(path, start, end);
        if (literal != null) {
            found = find(literal, method, path, end, rest, found);
        }
        if (segment.variable != null && end > start) {
            found = find(segment.variable, method, path, end, rest, found);
        }
        if (start == path.length() && rest == null) {
            found = better(found, first(segment.ends, method));
        }
        return found;
    }

    private static <T> @Nullable Entry<T> first(List<Entry<T>> candidates, String method) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).route().meters(method)) {
                return candidates.get(i);
            }
        }
        return null;
    }

    private static <T> @Nullable Entry<T> better(@Nullable Entry<T> best, @Nullable Entry<T> candidate) {
        if (best == null || candidate == null) {
            return best == null ? candidate : best;
        }
        return isBetter(candidate.route(), best.route()) ? candidate : best;
    }

    private static boolean isBetter(Route candidate, Route best) {
        if (candidate.priority() != best.priority()) {
            return candidate.priority() > best.priority();
        }
        int difference = rank(candidate.path()) - rank(best.path());
        boolean longerPrefix = difference == 0
                && candidate.path().isPrefix()
                && candidate.path().depth() > best.path().depth();
        return difference > 0 || longerPrefix;
    }

    private static int rank(PathPattern path) {
        if (path.isPrefix()) {
            return 0;
        }
        return path.hasVariables() ? 1 : 2;
    }

    private void add(Route route, Function<Route, T> kept) {
        Segment<T> segment = root;
        for (String name : route.path().segments()) {
            segment = segment.child(name);
        }
        List<Entry<T>> here = route.path().isPrefix() ? segment.prefixes : segment.ends;
        for (Entry<T> entry : here) {
            Route other = entry.route();
            if (other.priority() == route.priority() && overlap(other.methods(), route.methods())) {
                throw new InvalidRouteException(
                        route.id(),
                        "priority",
                        "nothing decides between it and route '" + other.id()
                                + "': give one of them a higher priority");
            }
        }
        here.add(new Entry<>(route, kept.apply(route)));
        here.sort((a, b) -> Integer.compare(b.route().priority(), a.route().priority()));
    }

    private static boolean overlap(Set<String> some, Set<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return true;
        }
        return !Collections.disjoint(withHead(some), withHead(others));
    }

    private static Set<String> withHead(Set<String> methods) {
        Set<String> all = new HashSet<>(methods);
        if (methods.contains("GET")) {
            all.add("HEAD");
        }
        return all;
    }

    private record Entry<T>(Route route, T kept) {}

    /** What follows one slash; the routes that end here and those that take everything from here on. */
    private static final class Segment<T> {
        private final List<Entry<T>> ends = new ArrayList<>(1);
        private final List<Entry<T>> prefixes = new ArrayList<>(1);
        private final NameTable<Segment<T>> literals = new NameTable<>();
        private @Nullable Segment<T> variable;

        Segment<T> child(String segment) {
            if (PathPattern.isVariable(segment)) {
                variable = variable == null ? new Segment<>() : variable;
                return variable;
            }
            Segment<T> known = literals.find(segment, 0, segment.length());
            if (known == null) {
                known = new Segment<>();
                literals.put(segment, known);
            }
            return known;
        }
    }
}
