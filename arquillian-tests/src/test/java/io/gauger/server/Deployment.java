package io.gauger.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One application and how to start a server for it. Immutable.
 *
 * @param war the WAR as built, or an exploded one if the server takes it
 * @param contextPath empty for the root context, else with a leading slash and none at the end
 * @param systemProperties of the server's JVM
 * @param jvmOptions of the server's JVM, such as {@code -Xmx96m}
 * @param environment variables of the server's process, beside those of the tests
 * @param drivers JARs of JDBC drivers for data sources that the application itself defines, on a server that does not
 *     take them from {@code WEB-INF/lib}
 * @param dataSource what the server has set up; empty for nothing
 * @param adminCommands what Payara Micro is told before it starts, in the language of {@code asadmin}; of no meaning to
 *     the others
 */
public record Deployment(
        Path war,
        String contextPath,
        Map<String, String> systemProperties,
        List<String> jvmOptions,
        Map<String, String> environment,
        List<Path> drivers,
        Optional<ServerDataSource> dataSource,
        List<String> adminCommands) {

    public Deployment {
        if (!contextPath.isEmpty() && (!contextPath.startsWith("/") || contextPath.endsWith("/"))) {
            throw new IllegalArgumentException("Not a context path: \"" + contextPath + "\"");
        }
        systemProperties = Map.copyOf(systemProperties);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
        drivers = List.copyOf(drivers);
        adminCommands = List.copyOf(adminCommands);
    }

    /** The application at the root context. */
    public static Deployment of(Path war) {
        return new Deployment(war, "", Map.of(), List.of(), Map.of(), List.of(), Optional.empty(), List.of());
    }

    public Deployment at(String contextPath) {
        return new Deployment(
                war, contextPath, systemProperties, jvmOptions, environment, drivers, dataSource, adminCommands);
    }

    public Deployment withSystemProperty(String name, String value) {
        Map<String, String> more = with(systemProperties, name, value);
        return new Deployment(war, contextPath, more, jvmOptions, environment, drivers, dataSource, adminCommands);
    }

    public Deployment withJvmOption(String option) {
        List<String> more = with(jvmOptions, option);
        return new Deployment(
                war, contextPath, systemProperties, more, environment, drivers, dataSource, adminCommands);
    }

    public Deployment withEnvironment(String name, String value) {
        Map<String, String> more = with(environment, name, value);
        return new Deployment(war, contextPath, systemProperties, jvmOptions, more, drivers, dataSource, adminCommands);
    }

    public Deployment withDriver(Path jar) {
        List<Path> more = with(drivers, jar);
        return new Deployment(
                war, contextPath, systemProperties, jvmOptions, environment, more, dataSource, adminCommands);
    }

    public Deployment withDataSource(ServerDataSource source) {
        return new Deployment(
                war,
                contextPath,
                systemProperties,
                jvmOptions,
                environment,
                drivers,
                Optional.of(source),
                adminCommands);
    }

    public Deployment withAdminCommand(String command) {
        List<String> more = with(adminCommands, command);
        return new Deployment(war, contextPath, systemProperties, jvmOptions, environment, drivers, dataSource, more);
    }

    /** The arguments for {@code java} that both parts about the JVM come to. */
    List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(jvmOptions);
        systemProperties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        return arguments;
    }

    /** A process of the server, in the environment that was asked for. */
    ProcessBuilder process(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().putAll(environment);
        return process;
    }

    private static <T> List<T> with(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(some);
        more.put(name, value);
        return more;
    }
}
