package io.gauger.store;

import java.util.regex.Pattern;

/** A JDBC URL as it may be logged. */
final class Url {
    private static final Pattern USER = Pattern.compile("//[^/@]*@");

    private Url() {}

    /** Without options, which may hold a password, and without a user before the host. */
    static String shown(String url) {
        String withoutOptions = url.split("[;?]", 2)[0];
        return USER.matcher(withoutOptions).replaceFirst("//");
    }
}
