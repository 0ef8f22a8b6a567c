package io.gauger.it;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Small applications with the drop-in JAR as built. */
final class Wars {
    private Wars() {}

    /** To be given what makes it an application; its name is unique. */
    static WebArchive named(String name) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsLibraries(BuiltFiles.dropInJar().toFile());
    }

    /**
     * A name of an application's class that is only known on the server, since it needs Gauger, which the tests do not
     * have.
     */
    static String onServer(String simpleName) {
        return Wars.class.getPackageName() + ".callers." + simpleName;
    }

    /** Adds the classes that {@link #onServer} names. */
    static WebArchive add(WebArchive archive, String... classNames) {
        for (String name : classNames) {
            archive.addAsResource(name.replace('.', '/') + ".class");
        }
        return archive;
    }

    /** At the root context, from a file below {@code target}, with an empty database there. */
    static Deployment deployment(WebArchive archive) {
        try {
            Path war = Files.createDirectories(BuiltFiles.workFolder().resolve("deployments"))
                    .resolve(archive.getName());
            archive.as(ZipExporter.class).exportTo(war.toFile(), true);
            Path data = Files.createTempDirectory(war.getParent(), "data");
            return Deployment.of(war).withSystemProperty("gauger.data-dir", data.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + archive.getName(), e);
        }
    }
}
