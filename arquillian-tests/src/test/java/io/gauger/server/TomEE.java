package io.gauger.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** TomEE in its embedded flavour, the only one of TomEE 10 that the build can resolve. */
final class TomEE implements ServerUnderTest {

    /** One line an entry; and the last thing that happens to an application before it gets requests. */
    private static final String LOGGING =
            """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            java.util.logging.SimpleFormatter.format=%1$tF %1$tT.%1$tL %4$s %3$s: %5$s%6$s%n
            .level=INFO
            org.apache.catalina.mapper.MapperListener.level=FINE
            """;

    private static final StartSigns SIGNS = new StartSigns(
            Pattern.compile("MapperListener: Register Context "),
            Pattern.compile("SEVERE org\\.apache\\.catalina\\.core\\.|org\\.apache\\.openejb\\.OpenEJBException: "));

    @Override
    public String name() {
        return "tomee";
    }

    @Override
    public String dataSourceName() {
        return "openejb:Resource/usage";
    }

    @Override
    public RunningServer start(Deployment deployment) {
        ServerFolder folder = ServerFolder.create(name());
        int port = FreePort.next();
        List<String> command = Java.command(folder, deployment);
        command.add("-Djava.util.logging.config.file=" + folder.file("logging.properties", LOGGING));
        deployment.dataSource().ifPresent(source -> command.addAll(resource(source)));
        command.addAll(List.of("-cp", classPath(deployment), "org.apache.tomee.embedded.Main"));
        command.addAll(List.of("--directory", folder.path().resolve("base").toString()));
        // It unpacks a WAR beside where it lies.
        command.addAll(List.of("--path", folder.copy(deployment.war()).toString()));
        command.addAll(List.of("--context", deployment.contextPath().isEmpty() ? "/" : deployment.contextPath()));
        command.addAll(List.of("--port", Integer.toString(port)));
        // --host names the virtual host; it listens on every address nevertheless.
        command.addAll(List.of("--property", "connector.attributes.address=127.0.0.1"));
        // The embedded flavour waits 3 seconds for a request, where TomEE's server.xml says 20.
        command.addAll(List.of("--property", "connector.attributes.connectionTimeout=20000"));
        return RunningServer.start(
                name(),
                folder,
                deployment.process(command),
                RunningServer.loopback(port, deployment.contextPath()),
                SIGNS);
    }

    /** What TomEE also takes from {@code conf/system.properties}; {@code conf/tomee.xml} says the same in XML. */
    private static List<String> resource(ServerDataSource source) {
        return List.of(
                "-Dusage=new://Resource?type=DataSource",
                "-Dusage.JdbcDriver=org.postgresql.Driver",
                "-Dusage.JdbcUrl=" + source.url(),
                "-Dusage.UserName=" + source.user(),
                "-Dusage.Password=" + source.password());
    }

    /** In a fixed order, which {@code lib/*} has not. */
    private static String classPath(Deployment deployment) {
        try (Stream<Path> jars = Files.list(BuiltFiles.tomEe())) {
            Stream<String> own = jars.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted();
            Stream<String> driver = deployment.dataSource().stream()
                    .map(source -> source.driver().toString());
            return Stream.concat(own, driver).collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list the JARs of TomEE", e);
        }
    }
}
