package io.gauger.it.callers;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;

/** Knows nobody. */
@ApplicationScoped
public class NobodyResolver implements CallerResolver {

    @Override
    public Caller resolve(HttpServletRequest request) {
        return null;
    }
}
