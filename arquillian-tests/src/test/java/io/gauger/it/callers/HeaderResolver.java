package io.gauger.it.callers;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import jakarta.servlet.http.HttpServletRequest;

/** Takes the account from a header; no bean, but a service or named by a setting. */
public final class HeaderResolver implements CallerResolver {

    /** The header. */
    public static final String HEADER = "X-Account";

    @Override
    public Caller resolve(HttpServletRequest request) {
        String account = request.getHeader(HEADER);
        return account == null ? null : Caller.ofAccount(account);
    }
}
