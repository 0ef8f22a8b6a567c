package io.gauger.benchmark.stub;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A GET without a body. It allocates nothing by itself, so that what is allocated is the filter's. Not thread-safe. */
public final class StubRequest extends HttpServletRequestWrapper {
    private static final int MOST_ATTRIBUTES = 16;
    private static final Map<String, String> HEADERS = Map.of("host", "127.0.0.1:8080", "user-agent", "stub/1.0");

    private final String path;
    private final String[] names = new String[MOST_ATTRIBUTES];
    private final @Nullable Object[] values = new Object[MOST_ATTRIBUTES];
    private int attributes;

    public StubRequest(String path) {
        super(Unsupported.rest(HttpServletRequest.class));
        this.path = path;
    }

    /** Makes it a new request. */
    public void renew() {
        Arrays.fill(values, 0, attributes, null);
        attributes = 0;
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getServletPath() {
        return path;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer("http://127.0.0.1:8080").append(path);
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public String getRemoteAddr() {
        return "127.0.0.1";
    }

    @Override
    public String getRemoteHost() {
        return "127.0.0.1";
    }

    @Override
    public @Nullable String getRemoteUser() {
        return null;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return null;
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getServerName() {
        return "127.0.0.1";
    }

    @Override
    public int getServerPort() {
        return 8080;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }

    @Override
    public @Nullable String getHeader(String name) {
        String exact = HEADERS.get(name);
        return exact != null ? exact : header(name);
    }

    private static @Nullable String header(String name) {
        if (name.equalsIgnoreCase("User-Agent")) {
            return HEADERS.get("user-agent");
        }
        return name.equalsIgnoreCase("Host") ? HEADERS.get("host") : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(HEADERS.keySet());
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public int getContentLength() {
        return -1;
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public ServletInputStream getInputStream() {
        return new NoBody();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        int at = indexOf(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        int at = indexOf(name);
        if (at < 0) {
            at = attributes++;
            names[at] = name;
        }
        values[at] = value;
    }

    @Override
    public void removeAttribute(String name) {
        setAttribute(name, null);
    }

    private int indexOf(String name) {
        for (int i = 0; i < attributes; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static final class NoBody extends ServletInputStream {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("the stub has no body");
        }
    }
}
