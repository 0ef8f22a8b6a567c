package io.gauger.benchmark;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Writes the answer of one workload. */
public final class Application implements FilterChain {
    private final String contentType;
    private final byte[] body;
    private final int slice;
    private final boolean flushes;

    public Application(Workload workload) {
        contentType = workload.contentType();
        body = workload.body();
        slice = workload.slice();
        flushes = workload.flushes();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) throws IOException {
        response.setContentType(contentType);
        ServletOutputStream stream = response.getOutputStream();
        for (int at = 0; at < body.length; at += slice) {
            stream.write(body, at, Math.min(slice, body.length - at));
            if (flushes) {
                stream.flush();
            }
        }
    }

    byte[] body() {
        return body;
    }
}
