package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.ServerUnderTest;
import io.gauger.server.Servers;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests rely on when they start, stop and kill servers. */
@Tag("once")
class ServerLifecycleIT {

    @TempDir
    private Path folder;

    private final ServerUnderTest kind = Servers.selected();

    @Test
    void aServerListensOnlyOnTheLoopbackAddressAndClosesItsApplicationWhenItIsStopped() {
        Path closed = folder.resolve("closed");

        try (RunningServer server = kind.start(hello(closed))) {
            // Nobody else may reach what runs here; only Linux tells.
            server.listeners().ifPresent(listeners -> assertThat(listeners)
                    .isNotEmpty()
                    .allMatch(listener -> listener.getAddress().isLoopbackAddress()));

            server.stop();

            assertThat(server.isAlive()).isFalse();
            assertThat(closed).exists();
            assertThat(server.log()).isNotEmptyFile();
        }
    }

    @Test
    void aKilledServerClosesNothing() {
        Path closed = folder.resolve("closed");

        try (RunningServer server = kind.start(hello(closed))) {
            server.kill();

            assertThat(server.isAlive()).isFalse();
            assertThat(closed).doesNotExist();
        }
    }

    @Test
    void anApplicationThatCannotBeDeployedIsReportedWithTheReasonFromTheLog() {
        WebArchive broken = ShrinkWrap.create(WebArchive.class, "broken.war")
                .addAsWebInfResource(new StringAsset("<web-app"), "web.xml");

        assertThatThrownBy(() -> kind.start(Deployment.of(export(broken))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not deploy")
                .hasMessageContaining("web.xml");
    }

    private Deployment hello(Path closed) {
        Path war = export(ShrinkWrap.create(WebArchive.class, "hello.war").addClass(HelloServlet.class));
        return Deployment.of(war).withSystemProperty(HelloServlet.CLOSED_FILE, closed.toString());
    }

    private Path export(WebArchive archive) {
        Path war = folder.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(war.toFile());
        return war;
    }
}
