package io.gauger.benchmark.server;

import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rivals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which server is put under load. */
enum ServerKind {
    TOMCAT("Tomcat") {
        @Override
        List<String> arguments(int port, Workload workload, Rivals rival, Path folder) {
            List<String> arguments = new ArrayList<>(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    TomcatProcess.class.getName(),
                    Integer.toString(port),
                    workload.name()));
            if (rival != Rivals.NO_FILTER) {
                arguments.add(rival.name());
            }
            return arguments;
        }
    },
    PAYARA_MICRO("Payara Micro") {
        @Override
        List<String> arguments(int port, Workload workload, Rivals rival, Path folder) throws IOException {
            Path war = folder.resolve("benchmark.war");
            BenchmarkWar.write(war, workload, rival);
            Path commands = Files.writeString(folder.resolve("pre-boot.txt"), BEFORE_START);
            return List.of(
                    "-jar",
                    System.getProperty("payara"),
                    "--prebootcommandfile",
                    commands.toString(),
                    "--deploy",
                    war.toString(),
                    "--contextroot",
                    "/",
                    "--port",
                    Integer.toString(port),
                    "--rootdir",
                    folder.resolve("root").toString(),
                    "--nohazelcast");
        }
    };

    /** Only for this machine, and a connection is not given up after some requests. */
    private static final String BEFORE_START =
            """
            set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
            set configs.config.server-config.network-config.protocols.protocol.http-listener.http.max-connections=-1
            """;

    private final String title;

    ServerKind(String title) {
        this.title = title;
    }

    /** As the table names it. */
    String title() {
        return title;
    }

    /**
     * What Java is to be told behind its options.
     *
     * @param folder an empty one for whatever the server needs
     */
    abstract List<String> arguments(int port, Workload workload, Rivals rival, Path folder) throws IOException;
}
