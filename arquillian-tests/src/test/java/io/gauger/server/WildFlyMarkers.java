package io.gauger.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The files by which WildFly's deployment scanner is told what to do, and tells what it did. It looks every 5 seconds. */
record WildFlyMarkers(Path war) implements Redeployment {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public void undeploy() {
        try {
            Files.delete(marker("deployed"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not undeploy " + war, e);
        }
        await().atMost(LIMIT).until(() -> Files.exists(marker("undeployed")));
    }

    @Override
    public void deploy() {
        try {
            Files.createFile(marker("dodeploy"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not deploy " + war, e);
        }
        await().atMost(LIMIT).until(() -> Files.exists(marker("deployed")) || Files.exists(marker("failed")));
        if (Files.exists(marker("failed"))) {
            throw new IllegalStateException("wildfly could not deploy the application again; see its log");
        }
    }

    private Path marker(String suffix) {
        return war.resolveSibling(war.getFileName() + "." + suffix);
    }
}
