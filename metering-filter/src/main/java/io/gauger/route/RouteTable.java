package io.gauger.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request among all: the highest priority, then an exact path, then one with variables (the one
 * with the earlier literal segment first), then the prefix of most segments. A slash at the end of a path makes a
 * difference only between routes, since many frameworks answer both alike. A tree over path segments, so the cost follows the
 * length of the path and not the number of routes. Immutable and safe for concurrent use.
 */
public final class RouteTable {
    private final Segment root = new Segment();

    /**
     * A table of the enabled ones among these routes.
     *
     * @throws InvalidRouteException if two routes have the same id, or nothing decides between them
     */
    public RouteTable(Collection<Route> routes) {
        Map<String, Route> byId = new HashMap<>();
        for (Route route : routes) {
            if (byId.put(route.id(), route) != null) {
                throw new InvalidRouteException(route.id(), "there are two routes with this id");
            }
            if (route.enabled()) {
                add(route);
            }
        }
    }

    /**
     * The route of a request, or null if it is not metered.
     *
     * @param method the HTTP method
     * @param path the decoded path inside the application; Gauger's own paths are never metered
     */
    public @Nullable Route find(String method, String path) {
        if (path.startsWith(PathPattern.OWN_PATHS)) {
            return null;
        }
        return find(root, method, path, 0, null);
    }

    private static @Nullable Route find(Segment segment, String method, String path, int at, @Nullable Route best) {
        Route found = better(best, first(segment.prefixes, method));
        if (at >= path.length()) {
            return better(found, first(segment.ends, method));
        }
        int start = at + 1;
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        Segment literal = segment.literal(path, start, end);
        if (literal != null) {
            found = find(literal, method, path, end, found);
        }
        if (segment.variable != null && end > start) {
            found = find(segment.variable, method, path, end, found);
        }
        if (start == path.length()) {
            found = better(found, first(segment.ends, method));
        }
        return found;
    }

    private static @Nullable Route first(List<Route> candidates, String method) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).meters(method)) {
                return candidates.get(i);
            }
        }
        return null;
    }

    private static @Nullable Route better(@Nullable Route best, @Nullable Route candidate) {
        if (best == null || candidate == null) {
            return best == null ? candidate : best;
        }
        if (candidate.priority() != best.priority()) {
            return candidate.priority() > best.priority() ? candidate : best;
        }
        int difference = rank(candidate.path()) - rank(best.path());
        boolean longerPrefix = difference == 0
                && candidate.path().isPrefix()
                && candidate.path().depth() > best.path().depth();
        return difference > 0 || longerPrefix ? candidate : best;
    }

    private static int rank(PathPattern path) {
        if (path.isPrefix()) {
            return 0;
        }
        return path.hasVariables() ? 1 : 2;
    }

    private void add(Route route) {
        Segment segment = root;
        for (String name : route.path().segments()) {
            segment = segment.child(name);
        }
        List<Route> here = route.path().isPrefix() ? segment.prefixes : segment.ends;
        for (Route other : here) {
            if (other.priority() == route.priority() && overlap(other.methods(), route.methods())) {
                throw new InvalidRouteException(
                        route.id(),
                        "nothing decides between it and route '" + other.id()
                                + "': give one of them a higher priority");
            }
        }
        here.add(route);
        here.sort((a, b) -> Integer.compare(b.priority(), a.priority()));
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

    /** What follows one slash; the routes that end here and those that take everything from here on. */
    private static final class Segment {
        private final List<Route> ends = new ArrayList<>(1);
        private final List<Route> prefixes = new ArrayList<>(1);
        private final Map<Integer, List<Segment>> literals = new HashMap<>();
        private String name = "";
        private @Nullable Segment variable;

        Segment child(String segment) {
            if (PathPattern.isVariable(segment)) {
                variable = variable == null ? new Segment() : variable;
                return variable;
            }
            Segment known = literal(segment, 0, segment.length());
            if (known != null) {
                return known;
            }
            Segment child = new Segment();
            child.name = segment;
            literals.computeIfAbsent(segment.hashCode(), hash -> new ArrayList<>(1))
                    .add(child);
            return child;
        }

        /** Looked up by the hash that the part of the path would have as a string, so that none is made. */
        @Nullable
        Segment literal(String path, int start, int end) {
            int hash = 0;
            for (int i = start; i < end; i++) {
                hash = 31 * hash + path.charAt(i);
            }
            List<Segment> candidates = literals.get(hash);
            if (candidates != null) {
                for (int i = 0; i < candidates.size(); i++) {
                    String name = candidates.get(i).name;
                    if (name.length() == end - start && path.startsWith(name, start)) {
                        return candidates.get(i);
                    }
                }
            }
            return null;
        }
    }
}
