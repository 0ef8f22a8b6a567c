package io.gauger.server;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The Java that servers run on: the one of the tests, unless {@code gauger.server.java.home} names another. Its value
 * {@code newest} stands for the newest JDK that is installed beside that of the tests.
 */
public final class Java {

    /**
     * For a server that lives for seconds, the quick compiler alone: on two busy cores Payara Micro is up in 9 seconds
     * instead of 35. A deployment's own options come later and win.
     */
    static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

    private Java() {}

    /** The beginning of a command, which what to run is added to: the JVM and all that the deployment says of it. */
    static List<String> command(ServerFolder folder, Deployment deployment) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(QUICK_START);
        // What an application keeps in its user's home is gone with the server, and nobody's real home is touched.
        command.add("-Duser.home=" + folder.path());
        command.addAll(deployment.jvmArguments());
        return command;
    }

    static String executable() {
        return home().resolve("bin").resolve("java").toString();
    }

    /** The version of the Java that servers run on, such as {@code 17.0.16}. */
    public static String version() {
        return version(home()).toString();
    }

    private static Path home() {
        Path ours = Path.of(System.getProperty("java.home"));
        String wanted = System.getProperty("gauger.server.java.home", ours.toString());
        return wanted.equals("newest") ? newestBeside(ours) : Path.of(wanted);
    }

    private static Path newestBeside(Path ours) {
        try (Stream<Path> installed = Files.list(ours.getParent())) {
            return installed
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> Files.isReadable(home.resolve("release")))
                    .max(Comparator.comparing(Java::version))
                    .orElse(ours);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look for JDKs beside " + ours, e);
        }
    }

    private static Runtime.Version version(Path home) {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the version of " + home, e);
        }
        return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", ""));
    }
}
