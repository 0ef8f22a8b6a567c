package io.gauger.settings;

import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one application, all named {@code gauger.…}. A value is looked up in this order, the first that is
 * there wins: system property, environment variable ({@code gauger.data-dir} is {@code GAUGER_DATA_DIR}), init-param of
 * the filter, context-param of the application. So a deployment can override what the application's descriptor says
 * without rebuilding it. Values are trimmed; an empty one counts as absent, so the next place is asked. Safe for concurrent use; system properties
 * are read when asked.
 */
public final class Settings {
    private static final String PREFIX = "gauger.";

    /** Tells applications apart that share a server; by default the context path. */
    private static final String APPLICATION = "gauger.application";

    private final @Nullable String server;
    private final SortedSet<String> declared;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    /** In the order in which they are asked. */
    private final List<UnaryOperator<@Nullable String>> places;

    /** The constructor of tests, which bring an environment of their own. */
    Settings(
            Map<String, String> declared,
            UnaryOperator<@Nullable String> properties,
            UnaryOperator<@Nullable String> environment) {
        this(null, Map.of(), declared, properties, environment);
    }

    private Settings(
            @Nullable String server,
            Map<String, String> ofFilter,
            Map<String, String> ofApplication,
            UnaryOperator<@Nullable String> properties,
            UnaryOperator<@Nullable String> environment) {
        this.server = server;
        this.declared = new TreeSet<>(ofFilter.keySet());
        this.declared.addAll(ofApplication.keySet());
        this.places = List.of(properties, name -> environment.apply(variable(name)), ofFilter::get, ofApplication::get);
    }

    /** Settings that only say what the map says: for programs and tests. */
    public static Settings of(Map<String, String> values) {
        return new Settings(new TreeMap<>(values), name -> null, name -> null);
    }

    /** The settings of the application, without those of a filter. */
    public static Settings of(ServletContext application) {
        return of(application, Map.of());
    }

    /** The settings of the application, overridden by the given ones, which are the init-params of its filter. */
    public static Settings of(ServletContext application, Map<String, String> filterParameters) {
        Map<String, String> declared = new TreeMap<>();
        for (String name : names(application.getInitParameterNames())) {
            if (name.startsWith(PREFIX)) {
                declared.put(name, application.getInitParameter(name));
            }
        }
        declared.putIfAbsent(APPLICATION, application.getContextPath().isEmpty() ? "ROOT" : contextName(application));
        return new Settings(
                application.getServerInfo(),
                new TreeMap<>(filterParameters),
                declared,
                System::getProperty,
                System::getenv);
    }

    /** What the server calls itself that runs the application, with its version; null outside of one. */
    public @Nullable String server() {
        return server;
    }

    /** The value, or null if it is set nowhere. */
    public @Nullable String text(String name) {
        asked.add(name);
        int place = place(name);
        return place == places.size() ? null : trimmed(places.get(place).apply(name));
    }

    /**
     * Whether the first of two settings that exclude each other is there and the second is not, or only at a place that
     * is asked later. So a deployment can say one where the application declares the other.
     *
     * @throws SettingException if both are said at the same place
     */
    public boolean overrides(String name, String other) {
        asked.add(name);
        asked.add(other);
        int place = place(name);
        int placeOfOther = place(other);
        if (place == placeOfOther && place < places.size()) {
            throw new SettingException("Set " + name + " or " + other + ", not both");
        }
        return place < placeOfOther;
    }

    /** The number of the first place that has a value; that behind the last if none has. */
    private int place(String name) {
        int place = 0;
        while (place < places.size() && trimmed(places.get(place).apply(name)) == null) {
            place++;
        }
        return place;
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static @Nullable String trimmed(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The value, or the default if it is set nowhere. */
    public String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    /**
     * {@code true} or {@code false}.
     *
     * @throws SettingException if it is anything else
     */
    public boolean flag(String name, boolean otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingException(name + " must be true or false, was '" + value + "'");
        };
    }

    /**
     * A whole number.
     *
     * @throws SettingException if it is not a whole number from least to most
     */
    public int number(String name, int otherwise, int least, int most) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw new SettingException(
                name + " must be a whole number from " + least + " to " + most + ", was '" + value + "'");
    }

    /**
     * The settings whose names begin with the prefix, by what follows it, in the order of names. System properties may
     * override a value that the application declares; they add none.
     */
    public SortedMap<String, String> startingWith(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        for (String name : declared) {
            String value = name.startsWith(prefix) ? text(name) : null;
            if (value != null) {
                found.put(name.substring(prefix.length()), value);
            }
        }
        return Collections.unmodifiableSortedMap(found);
    }

    /**
     * What the application declares and nobody asked for, which is misspelt or of no effect beside other settings. To be
     * called when everything has started.
     */
    public SortedSet<String> unread() {
        SortedSet<String> unread = new TreeSet<>(declared);
        unread.removeAll(asked);
        unread.remove(APPLICATION);
        return unread;
    }

    /** Without the slashes that a file name cannot have. */
    private static String contextName(ServletContext application) {
        return application.getContextPath().substring(1).replace('/', '#');
    }

    private static Iterable<String> names(Enumeration<String> names) {
        return Collections.list(names);
    }
}
