package io.gauger.filter;

import io.gauger.admit.CallerResolver;
import io.gauger.admit.CallerResolverSource;
import io.gauger.record.RecordSink;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the application, or the module around the filter, plugs into it: by a setting that names a class, or as a service. */
final class Extensions {
    private static final String SINK = "gauger.sink";
    private static final String RESOLVER = "gauger.caller-resolver";

    private Extensions() {}

    /** The one sink there is. */
    static RecordSink recordSink(Settings settings) {
        RecordSink named = named(settings, SINK, RecordSink.class);
        if (named != null) {
            return named;
        }
        List<RecordSink> found = services(RecordSink.class);
        if (found.isEmpty()) {
            throw new SettingException(
                    "there is no record sink: name a class in " + SINK + " or register one as a service");
        }
        return theOnly(found, "record sinks", SINK);
    }

    /** The application's own resolver; null if it has none. */
    static @Nullable CallerResolver callerResolver(Settings settings) {
        CallerResolver named = named(settings, RESOLVER, CallerResolver.class);
        if (named != null) {
            return named;
        }
        List<CallerResolver> found = new ArrayList<>(services(CallerResolver.class));
        services(CallerResolverSource.class).forEach(source -> found.addAll(source.resolvers()));
        return found.isEmpty() ? null : theOnly(found, "caller resolvers", RESOLVER);
    }

    /**
     * All that are registered, in the order of the class path.
     *
     * @throws SettingException if one of them is not there or cannot be made
     */
    static <T> List<T> services(Class<T> type) {
        List<T> found = new ArrayList<>();
        try {
            ServiceLoader.load(type, MeteringFilter.class.getClassLoader()).forEach(found::add);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new SettingException(
                    "META-INF/services/" + type.getName() + " names what cannot be used: " + e.getMessage()
                            + (e.getCause() == null ? "" : ": " + reason(e.getCause())),
                    e);
        }
        return found;
    }

    private static <T> T theOnly(List<T> found, String what, String setting) {
        if (found.size() > 1) {
            throw new SettingException("there are several " + what + "; name one of them in " + setting + ": "
                    + found.stream().map(one -> one.getClass().getName()).collect(Collectors.joining(", ")));
        }
        return found.get(0);
    }

    private static <T> @Nullable T named(Settings settings, String setting, Class<T> type) {
        String className = settings.text(setting);
        if (className == null) {
            return null;
        }
        try {
            return Class.forName(className, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(type)
                    .getConstructor()
                    .newInstance();
        } catch (InvocationTargetException | ExceptionInInitializerError e) {
            throw new SettingException(setting + " names " + className + ", which cannot be made: " + reason(e), e);
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new SettingException(
                    setting + " names " + className
                            + ", which is no class with a public constructor without parameters that implements "
                            + type.getName() + ": " + e,
                    e);
        }
    }

    /** What the class itself threw, as the wrappers have no message. */
    private static Throwable reason(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper = thrown instanceof InvocationTargetException || thrown instanceof ExceptionInInitializerError;
        return wrapper && cause != null ? reason(cause) : thrown;
    }
}
