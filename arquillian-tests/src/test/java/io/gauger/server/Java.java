package io.gauger.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that servers run on: the one of the tests, unless {@code gauger.server.java.home} names another. */
final class Java {

    /**
     * For a server that lives for seconds, the quick compiler alone: on two busy cores Payara Micro is up in 9 seconds
     * instead of 35. A deployment's own options come later and win.
     */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

    private Java() {}

    /** The beginning of a command, which what to run is added to: the JVM and all that the deployment says of it. */
    static List<String> command(ServerFolder folder, Deployment deployment) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(QUICK_START);
        // What an application keeps in its user's home is gone with the server, and nobody's real home is touched.
        command.add("-Duser.home=" + folder.path());
        command.addAll(deployment.jvmArguments());
        return command;
    }

    static String executable() {
        String home = System.getProperty("gauger.server.java.home", System.getProperty("java.home"));
        return Path.of(home, "bin", "java").toString();
    }
}
