package io.gauger.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One application and how to start a server for it. Immutable.
 *
 * @param war the WAR as built, or an exploded one if the server takes it
 * @param contextPath empty for the root context, else with a leading slash and none at the end
 * @param systemProperties of the server's JVM
 * @param jvmOptions of the server's JVM, such as {@code -Xmx96m}
 */
public record Deployment(Path war, String contextPath, Map<String, String> systemProperties, List<String> jvmOptions) {

    public Deployment {
        if (!contextPath.isEmpty() && (!contextPath.startsWith("/") || contextPath.endsWith("/"))) {
            throw new IllegalArgumentException("Not a context path: \"" + contextPath + "\"");
        }
        systemProperties = Map.copyOf(systemProperties);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** The application at the root context. */
    public static Deployment of(Path war) {
        return new Deployment(war, "", Map.of(), List.of());
    }

    public Deployment at(String contextPath) {
        return new Deployment(war, contextPath, systemProperties, jvmOptions);
    }

    public Deployment withSystemProperty(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(systemProperties);
        more.put(name, value);
        return new Deployment(war, contextPath, more, jvmOptions);
    }

    public Deployment withJvmOption(String option) {
        List<String> more = new ArrayList<>(jvmOptions);
        more.add(option);
        return new Deployment(war, contextPath, systemProperties, more);
    }

    /** The arguments for {@code java} that both parts about the JVM come to. */
    List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(jvmOptions);
        systemProperties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        return arguments;
    }
}
