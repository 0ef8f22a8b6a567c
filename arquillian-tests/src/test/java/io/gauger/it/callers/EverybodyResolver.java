package io.gauger.it.callers;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;

/** Bills everything to one account. */
@ApplicationScoped
public class EverybodyResolver implements CallerResolver {

    @Override
    public Caller resolve(HttpServletRequest request) {
        return Caller.ofAccount("everybody");
    }
}
