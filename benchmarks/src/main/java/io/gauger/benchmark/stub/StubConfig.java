package io.gauger.benchmark.stub;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter's init-params in an application that has no other settings. */
public final class StubConfig implements FilterConfig {
    private final Map<String, String> parameters;

    public StubConfig(Map<String, String> parameters) {
        this.parameters = Map.copyOf(parameters);
    }

    @Override
    public String getFilterName() {
        return "measured";
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        return parameters.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public ServletContext getServletContext() {
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInitParameterNames", "getAttributeNames" -> Collections.emptyEnumeration();
                    case "getContextPath" -> "";
                    case "getServerInfo" -> "stub/1";
                    case "getAttribute", "getInitParameter", "setAttribute", "removeAttribute" -> null;
                    default -> throw new UnsupportedOperationException("the stub has no " + method);
                });
    }
}
