package io.gauger.server;

import java.util.List;
import java.util.regex.Pattern;

/** Payara Micro, from its one JAR. */
final class PayaraMicro implements ServerUnderTest {

    /** There is no switch for the address. */
    private static final String ONLY_LOOPBACK =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener"
                    + ".address=127.0.0.1\n";

    private static final String DATA_SOURCE =
            """
            create-jdbc-connection-pool --datasourceclassname %s --restype javax.sql.DataSource --property %s usage
            create-jdbc-resource --connectionpoolid usage %s
            """;

    /** It is "ready", and counts the archive as deployed, also when it could not deploy it. */
    private static final StartSigns SIGNS = new StartSigns(
            Pattern.compile("Payara Micro .* ready in "),
            Pattern.compile(
                    "Exception while (deploying the app \\[[^]]*] : |invoking class \\S+ (start|prepare) method)"));

    @Override
    public String name() {
        return "payara-micro";
    }

    @Override
    public String dataSourceName() {
        return ServerDataSource.NAME;
    }

    @Override
    public RunningServer start(Deployment deployment) {
        ServerFolder folder = ServerFolder.create(name());
        int port = FreePort.next();
        List<String> command = Java.command(folder, deployment);
        command.addAll(List.of("-jar", BuiltFiles.payaraMicro().toString()));
        command.addAll(List.of("--prebootcommandfile", folder.file("pre-boot.txt", beforeStart(deployment))));
        deployment.dataSource().ifPresent(source -> {
            command.addAll(List.of("--addlibs", source.driver().toString()));
            command.addAll(List.of("--postbootcommandfile", folder.file("post-boot.txt", commands(source))));
        });
        command.addAll(List.of("--deploy", deployment.war().toString()));
        command.addAll(List.of("--contextroot", deployment.contextPath().isEmpty() ? "/" : deployment.contextPath()));
        command.addAll(List.of("--port", Integer.toString(port)));
        // A root folder that was used before would first serve what was deployed into it.
        command.addAll(List.of("--rootdir", folder.path().resolve("root").toString()));
        // Alone: together with --nocluster the cluster's port 6900 is open on every address (seen with 6.2025.10).
        command.add("--nohazelcast");
        return RunningServer.start(
                name(),
                folder,
                deployment.process(command),
                RunningServer.loopback(port, deployment.contextPath()),
                SIGNS);
    }

    private static String beforeStart(Deployment deployment) {
        return ONLY_LOOPBACK + String.join("\n", deployment.adminCommands()) + "\n";
    }

    private static String commands(ServerDataSource source) {
        return DATA_SOURCE.formatted(ServerDataSource.CLASS, source.properties(), ServerDataSource.NAME);
    }
}
