package io.gauger.server;

import java.nio.file.Path;

/** The Java that servers run on: the one of the tests, unless {@code gauger.server.java.home} names another. */
final class Java {

    private Java() {}

    static String executable() {
        String home = System.getProperty("gauger.server.java.home", System.getProperty("java.home"));
        return Path.of(home, "bin", "java").toString();
    }
}
