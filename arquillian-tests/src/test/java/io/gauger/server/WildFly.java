package io.gauger.server;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** WildFly, from its distribution, with a copy of its folder {@code standalone} for each start. */
final class WildFly implements ServerUnderTest {

    /** What {@code bin/standalone.sh} passes; the script itself would stand between us and the process. */
    private static final List<String> OF_STANDALONE_SH = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "-Djboss.modules.system.pkgs=org.jboss.byteman",
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    /** A start "with errors" has another number; the service that failed first is the one that says why. */
    private static final StartSigns SIGNS = new StartSigns(
            Pattern.compile("WFLYSRV0025: "),
            Pattern.compile("MSC000001: Failed to start service jboss\\.deployment|WFLYSRV0021: |WFLYSRV0026: "));

    @Override
    public String name() {
        return "wildfly";
    }

    @Override
    public String dataSourceName() {
        return WildFlyDataSource.JNDI_NAME;
    }

    @Override
    public RunningServer start(Deployment deployment) {
        Path home = BuiltFiles.wildFly();
        ServerFolder folder = ServerFolder.create(name());
        Path base = folder.copy(home.resolve("standalone"));
        // What lies there at the start is deployed as part of it.
        Path war = base.resolve("deployments").resolve(fileName(deployment.contextPath()));
        folder.copy(deployment.war(), war);
        deployment.dataSource().ifPresent(source -> WildFlyDataSource.define(source, folder, base));
        int port = FreePort.next();

        List<String> command = Java.command(folder, deployment);
        // before what the deployment says, which wins so
        command.addAll(1, OF_STANDALONE_SH);
        command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
        command.add("-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri());
        command.add("-Dorg.jboss.logmanager.nocolor=true");
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", WildFlyDataSource.modulePath(folder, home), "org.jboss.as.standalone"));
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(List.of("-b", "127.0.0.1", "-bmanagement", "127.0.0.1"));
        command.add("-Djboss.http.port=" + port);
        command.add("-Djboss.https.port=" + FreePort.next());
        command.add("-Djboss.management.http.port=" + FreePort.next());
        return RunningServer.start(
                name(),
                folder,
                deployment.process(command),
                RunningServer.loopback(port, deployment.contextPath()),
                SIGNS,
                new WildFlyMarkers(war));
    }

    /** The context path of a WAR without {@code jboss-web.xml} comes from the name of its file. */
    private static String fileName(String contextPath) {
        if (contextPath.indexOf('/', 1) > 0) {
            throw new IllegalArgumentException("WildFly has no file name for the context path " + contextPath);
        }
        return contextPath.isEmpty() ? "ROOT.war" : contextPath.substring(1) + ".war";
    }
}
