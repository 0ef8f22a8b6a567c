package io.gauger.server.arquillian;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** Deploys an archive by starting a server with it, and undeploys it by stopping that server. */
public final class LauncherContainer implements DeployableContainer<LauncherConfiguration> {

    /** The name under which Arquillian's servlet protocol looks for its servlet in the deployed archive. */
    private static final String RUNNER = "ArquillianServletRunnerEE9";

    private final Map<String, RunningServer> servers = new HashMap<>();

    @Override
    public Class<LauncherConfiguration> getConfigurationClass() {
        return LauncherConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 6.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String contextPath = "/" + archive.getName().replaceFirst("\\.war$", "");
        RunningServer server;
        try {
            server = Servers.selected().start(Deployment.of(export(archive)).at(contextPath));
        } catch (RuntimeException e) {
            throw new DeploymentException("Could not deploy " + archive.getName(), e);
        }
        servers.put(archive.getName(), server);
        HTTPContext http =
                new HTTPContext(server.baseUri().getHost(), server.baseUri().getPort());
        return new ProtocolMetaData().addContext(http.add(new Servlet(RUNNER, contextPath)));
    }

    @Override
    public void undeploy(Archive<?> archive) {
        RunningServer server = servers.remove(archive.getName());
        if (server != null) {
            server.close();
        }
    }

    private static Path export(Archive<?> archive) {
        try {
            Path folder = Files.createDirectories(BuiltFiles.workFolder().resolve("deployments"));
            Path war = folder.resolve(archive.getName());
            archive.as(ZipExporter.class).exportTo(war.toFile(), true);
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + archive.getName(), e);
        }
    }
}
