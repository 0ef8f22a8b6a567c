package io.gauger.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Open Liberty, by {@code java} and not by its script, so that the process is the server. All that it writes goes to a
 * user directory of its own.
 */
final class OpenLiberty implements ServerUnderTest {

    private static final String SERVER = "defaultServer";

    /** No command port; and what applications log is in the output, as it is on the other servers. */
    private static final String BOOTSTRAP =
            """
            command.port=-1
            com.ibm.ws.logging.console.log.level=INFO
            """;

    /** Only what every WAR needs: whatever is here would be a configuration that users must have too. */
    private static final String SERVER_XML =
            """
            <server>
              <featureManager><feature>webProfile-10.0</feature></featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <webApplication location="%s" contextRoot="%s">%s</webApplication>
              %s
              <config updateTrigger="disabled"/>
              <applicationMonitor updateTrigger="polled" pollingRate="500ms"/>
            </server>
            """;

    private static final String DATA_SOURCE =
            """
            <dataSource jndiName="%s">
              <jdbcDriver libraryRef="drivers"/>
              <properties.postgresql serverName="127.0.0.1" portNumber="%d" databaseName="%s" user="%s" password="%s"/>
            </dataSource>
            """;

    private static final StartSigns SIGNS = new StartSigns(
            Pattern.compile("CWWKZ0001I: Application .* started in "),
            Pattern.compile("CWWK[FGZ]\\d{4}E: |SRVE0283E: "));

    @Override
    public String name() {
        return "liberty";
    }

    @Override
    public String dataSourceName() {
        return ServerDataSource.NAME;
    }

    @Override
    public RunningServer start(Deployment deployment) {
        ServerFolder folder = ServerFolder.create(name());
        int port = FreePort.next();
        folder.file("servers/" + SERVER + "/bootstrap.properties", BOOTSTRAP);
        // It stops an application whose file goes, and starts it when the file is there again.
        Path war = folder.copy(deployment.war());
        folder.file("servers/" + SERVER + "/server.xml", serverXml(deployment, war, port));
        Path wlp = BuiltFiles.openLiberty();
        List<String> command = Java.command(folder, deployment);
        // What the distribution's script passes to a JVM.
        command.add("@" + wlp.resolve("lib/platform/java/java9.options"));
        command.add("-javaagent:" + wlp.resolve("bin/tools/ws-javaagent.jar"));
        command.add("-Djava.awt.headless=true");
        command.addAll(List.of("-jar", wlp.resolve("bin/tools/ws-server.jar").toString(), SERVER));
        ProcessBuilder process = deployment.process(command);
        process.environment().put("WLP_USER_DIR", folder.path().toString());
        return RunningServer.start(
                name(),
                folder,
                process,
                RunningServer.loopback(port, deployment.contextPath()),
                SIGNS,
                () -> {},
                new WatchedFile(war, folder.log()));
    }

    private static String serverXml(Deployment deployment, Path war, int port) {
        String context = deployment.contextPath().isEmpty() ? "/" : deployment.contextPath();
        return SERVER_XML.formatted(
                port,
                attribute(war.toString()),
                attribute(context),
                deployment.drivers().isEmpty() ? "" : "<classloader commonLibraryRef=\"drivers\"/>",
                library(deployment) + dataSource(deployment));
    }

    /** A data source takes its driver only from a library, also one that the application itself defines. */
    private static String library(Deployment deployment) {
        List<Path> drivers = new ArrayList<>(deployment.drivers());
        deployment.dataSource().ifPresent(source -> drivers.add(source.driver()));
        return drivers.isEmpty()
                ? ""
                : drivers.stream()
                        .map(driver -> "<file name=\"" + attribute(driver.toString()) + "\"/>")
                        .collect(Collectors.joining("", "<library id=\"drivers\">", "</library>\n"));
    }

    private static String dataSource(Deployment deployment) {
        return deployment
                .dataSource()
                .map(source -> DATA_SOURCE.formatted(
                        ServerDataSource.NAME,
                        source.port(),
                        attribute(source.database()),
                        attribute(source.user()),
                        attribute(source.password())))
                .orElse("");
    }

    private static String attribute(String value) {
        return value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
