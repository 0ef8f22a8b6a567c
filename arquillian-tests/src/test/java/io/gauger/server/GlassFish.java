package io.gauger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** GlassFish, from its distribution, with a domain of its own for each start. */
final class GlassFish implements ServerUnderTest {
    private static final String NAME = "application";

    private static final String MAIN_CLASS = "com.sun.enterprise.glassfish.bootstrap.GlassFishMain";

    /**
     * Without it the expression engine cannot start, since the server's log manager refuses a logger of the JDK
     * (7.0.21); see docs/servers.md.
     */
    private static final String LETS_NASHORN_START = "-Dsun.util.logging.disableCallerCheck=true";

    /** Of the domain; whether the application is deployed is told by asadmin. */
    private static final StartSigns DOMAIN_SIGNS = new StartSigns(
            Pattern.compile("_MessageID=NCLS-CORE-00017;"), Pattern.compile("_MessageID=NCLS-CORE-000(14|16|19|56);"));

    @Override
    public String name() {
        return "glassfish";
    }

    @Override
    public String dataSourceName() {
        return ServerDataSource.NAME;
    }

    @Override
    public RunningServer start(Deployment deployment) {
        ServerFolder folder = ServerFolder.create(name());
        int port = FreePort.next();
        int adminPort = FreePort.next();
        Path domain = folder.copy(BuiltFiles.glassFish().resolve("glassfish/domains/domain1"));
        GlassFishDomain.listenOnlyOn(port, adminPort, domain.resolve("config/domain.xml"));
        deployment.dataSource().ifPresent(source -> folder.copy(source.driver(), domain.resolve("lib/driver.jar")));
        return RunningServer.start(
                name(),
                folder,
                deployment.process(command(folder, domain, deployment)),
                RunningServer.loopback(port, deployment.contextPath()),
                DOMAIN_SIGNS,
                () -> {
                    deployment.dataSource().ifPresent(source -> define(folder, adminPort, source));
                    deploy(folder, adminPort, deployment);
                },
                new Redeployment() {
                    @Override
                    public void undeploy() {
                        asadmin(folder, "--host", "127.0.0.1", "--port", Integer.toString(adminPort), "undeploy", NAME);
                    }

                    @Override
                    public void deploy() {
                        GlassFish.deploy(folder, adminPort, deployment);
                    }
                });
    }

    /** What asadmin would run: started directly, the server is a process of ours, to be stopped, killed and measured. */
    private static List<String> command(ServerFolder folder, Path domain, Deployment deployment) {
        String dryRun = asadmin(
                folder,
                "start-domain",
                "--dry-run",
                "--verbose",
                "--domaindir",
                domain.getParent().toString(),
                domain.getFileName().toString());
        List<String> command = new ArrayList<>(dryRun.lines()
                .dropWhile(line -> !line.startsWith("Dump of JVM Invocation line"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .toList());
        int mainClass = command.indexOf(MAIN_CLASS);
        if (mainClass < 0) {
            throw new IllegalStateException("asadmin no longer starts " + MAIN_CLASS + ":\n" + dryRun);
        }
        command.addAll(mainClass, deployment.jvmArguments());
        // What an application keeps in its user's home is gone with the server, and nobody's real home is touched.
        command.add(mainClass, "-Duser.home=" + folder.path());
        command.add(mainClass, LETS_NASHORN_START);
        command.set(0, Java.executable());
        // the domain's options come later and win
        command.addAll(1, Java.QUICK_START);
        return command;
    }

    private static void define(ServerFolder folder, int adminPort, ServerDataSource source) {
        asadmin(
                folder,
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(adminPort),
                "create-jdbc-connection-pool",
                "--datasourceclassname",
                ServerDataSource.CLASS,
                "--restype",
                "javax.sql.DataSource",
                "--property",
                source.properties(),
                "usage");
        asadmin(
                folder,
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(adminPort),
                "create-jdbc-resource",
                "--connectionpoolid",
                "usage",
                ServerDataSource.NAME);
    }

    private static void deploy(ServerFolder folder, int adminPort, Deployment deployment) {
        try {
            asadmin(
                    folder,
                    "--host",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(adminPort),
                    "deploy",
                    "--name",
                    NAME,
                    "--contextroot",
                    deployment.contextPath().isEmpty() ? "/" : deployment.contextPath(),
                    deployment.war().toString());
        } catch (IllegalStateException e) {
            throw new IllegalStateException("glassfish could not deploy the application\n" + e.getMessage(), e);
        }
    }

    /** Runs an asadmin command and returns what it printed. */
    private static String asadmin(ServerFolder folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Java.executable()));
        command.addAll(Java.QUICK_START);
        // It keeps a cache in the home directory.
        command.add("-Duser.home=" + folder.path());
        command.addAll(List.of(
                "-jar",
                BuiltFiles.glassFish()
                        .resolve("glassfish/lib/client/appserver-cli.jar")
                        .toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("asadmin " + String.join(" ", arguments) + "\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run asadmin", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asadmin ran", e);
        }
    }
}
