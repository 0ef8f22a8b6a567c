package io.gauger.benchmark.journal;

import io.gauger.benchmark.stub.StubRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that shows a key. Not thread-safe. */
public final class KeyedRequest extends HttpServletRequestWrapper {
    private final StubRequest stub;
    private String path = "/";
    private String authorization = "";

    /** A request whose path and key are told by {@link #renew}. */
    public KeyedRequest(StubRequest stub) {
        super(stub);
        this.stub = stub;
    }

    /** Makes it a new request, whose texts have just been read, as in a server. */
    public void renew(String newPath, String newAuthorization) {
        stub.renew();
        path = new String(newPath.toCharArray());
        authorization = new String(newAuthorization.toCharArray());
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
    public @Nullable String getHeader(String name) {
        return name.equals("Authorization") ? authorization : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equals("Authorization") ? Collections.enumeration(List.of(authorization)) : super.getHeaders(name);
    }
}
