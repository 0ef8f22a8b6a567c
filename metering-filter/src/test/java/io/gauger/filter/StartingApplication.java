package io.gauger.filter;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** An application at the root, without context-params, with metering filters that have init-params of their own. */
final class StartingApplication {
    private final Map<String, FilterRegistration> filters = new LinkedHashMap<>();
    private final ServletContext context = context();

    /** One more filter, after those before. */
    StartingApplication with(String filterName, Map<String, String> parameters) {
        filters.put(
                filterName,
                implement(FilterRegistration.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getName" -> filterName;
                    case "getClassName" -> MeteringFilter.class.getName();
                    case "getInitParameters" -> parameters;
                    default -> null;
                }));
        return this;
    }

    ServletContext servletContext() {
        return context;
    }

    /** What the container gives this filter. */
    FilterConfig config(String filterName) {
        Map<String, String> parameters = filters.get(filterName).getInitParameters();
        return implement(FilterConfig.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getFilterName" -> filterName;
            case "getServletContext" -> context;
            case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
            case "getInitParameter" -> parameters.get(arguments[0]);
            default -> null;
        });
    }

    private ServletContext context() {
        Map<Object, Object> attributes = new HashMap<>();
        return implement(ServletContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getInitParameterNames" -> Collections.emptyEnumeration();
            case "getContextPath" -> "";
            case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
            case "getAttribute" -> attributes.get(arguments[0]);
            case "removeAttribute" -> attributes.remove(arguments[0]);
            case "getFilterRegistrations" -> filters;
            default -> null;
        });
    }

    private static <T> T implement(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
