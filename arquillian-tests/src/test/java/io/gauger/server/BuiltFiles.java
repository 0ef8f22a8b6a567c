package io.gauger.server;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the build made or fetched for the tests, as it names them by system properties. */
public final class BuiltFiles {

    private BuiltFiles() {}

    /** The drop-in JAR, as users get it. */
    public static Path dropInJar() {
        return existing("gauger.jar");
    }

    /** The sample application, as users get it. */
    public static Path sampleWar() {
        return existing("gauger.sample.war");
    }

    static Path payaraMicro() {
        return existing("gauger.payara.micro");
    }

    /** The folder of an unpacked distribution, for all starts; nothing may be written there. */
    static Path wildFly() {
        return existing("gauger.wildfly");
    }

    static Path glassFish() {
        return existing("gauger.glassfish");
    }

    static Path openLiberty() {
        return existing("gauger.liberty");
    }

    /** The folder of its JARs. */
    static Path tomEe() {
        return existing("gauger.tomee");
    }

    /** Where tests may write; removed by {@code mvn clean}. */
    public static Path workFolder() {
        return existing("gauger.work");
    }

    /** The JAR that a class of the tests' libraries comes from. */
    public static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path existing(String property) {
        String path = System.getProperty(property);
        if (path == null || !Files.exists(Path.of(path))) {
            throw new IllegalStateException(property + " is " + path + ", and there is no such file;"
                    + " these tests run inside the build: mvn -B verify, with -Dgauger.server=... for another server");
        }
        return Path.of(path);
    }
}
