package io.gauger.it.suite;

import io.gauger.it.Postgres;
import io.gauger.it.persistence.HostTransaction;
import io.gauger.it.persistence.Purchase;
import io.gauger.it.persistence.PurchaseServlet;
import io.gauger.server.BuiltFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The suite's application: its endpoints, its files, and the drop-in JAR as built. */
final class SuiteWar {
    /** What a container might send past the response's stream. */
    static final int LARGE = 3_000_000;

    static final String SMALL = "a small static file\n";

    /** The driver of the application's own persistence unit. */
    static final Path H2 = BuiltFiles.jarOf(org.h2.Driver.class);

    private SuiteWar() {}

    /** Writes it below {@code target}. */
    static Path build() {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, "suite.war")
                .addPackages(false, Filters.exclude(".*package-info.*"), SuiteWar.class.getPackageName() + ".app")
                .addClasses(Purchase.class, PurchaseServlet.class, HostTransaction.class)
                .addAsResource("persistence/persistence.xml", "META-INF/persistence.xml")
                .addAsLibraries(
                        BuiltFiles.dropInJar().toFile(),
                        H2.toFile(),
                        Postgres.driver().toFile())
                .setWebXML("suite/web.xml")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsWebResource("suite/page.jsp", "page.jsp")
                .addAsWebResource(new StringAsset("welcome"), "index.html")
                .addAsWebResource(new StringAsset(SMALL), "small.txt")
                .addAsWebResource(new ByteArrayAsset(large()), "large.bin");
        try {
            Path folder = Files.createDirectories(BuiltFiles.workFolder().resolve("deployments"));
            Path war = folder.resolve(archive.getName());
            archive.as(ZipExporter.class).exportTo(war.toFile(), true);
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + archive.getName(), e);
        }
    }

    private static byte[] large() {
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
