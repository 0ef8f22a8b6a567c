package io.gauger.settings;

import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
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

    private final Map<String, String> declared;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final UnaryOperator<@Nullable String> properties;
    private final UnaryOperator<@Nullable String> environment;

    /** The constructor of tests, which bring an environment of their own. */
    Settings(
            Map<String, String> declared,
            UnaryOperator<@Nullable String> properties,
            UnaryOperator<@Nullable String> environment) {
        this.declared = declared;
        this.properties = properties;
        this.environment = environment;
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
        declared.putAll(filterParameters);
        declared.putIfAbsent(APPLICATION, application.getContextPath().isEmpty() ? "ROOT" : contextName(application));
        return new Settings(declared, System::getProperty, System::getenv);
    }

    /** The value, or null if it is set nowhere. */
    public @Nullable String text(String name) {
        asked.add(name);
        String value = trimmed(properties.apply(name));
        if (value == null) {
            value = trimmed(environment.apply(
                    name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')));
        }
        return value == null ? trimmed(declared.get(name)) : value;
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
        for (String name : declared.keySet()) {
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
        SortedSet<String> unread = new TreeSet<>(declared.keySet());
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
