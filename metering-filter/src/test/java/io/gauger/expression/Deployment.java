package io.gauger.expression;

import io.gauger.filter.LinkedRecords;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The expressions in a class loader of their own, as a server deploys an application. */
final class Deployment implements AutoCloseable {
    private final URLClassLoader loader;

    private Deployment(Predicate<String> libraries, String... first) {
        Stream<String> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.endsWith(".jar")
                        || libraries.test(Path.of(entry).getFileName().toString()));
        URL[] urls = Stream.concat(Arrays.stream(first), classPath)
                .map(Deployment::url)
                .toArray(URL[]::new);
        loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    static Deployment withoutEngine() {
        return new Deployment(library -> false);
    }

    static Deployment withEngine() {
        return new Deployment(Deployment::isOfEngine);
    }

    /** With an engine that starts and then misses a library: a JAR of it is found, and empty. */
    static Deployment withBrokenEngine(Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("META-INF/gauger/engine"));
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(jars.resolve("asm.jar")))) {
            jar.putNextEntry(new ZipEntry("empty"));
        }
        return new Deployment(Deployment::isOfEngine, folder.toString());
    }

    private static boolean isOfEngine(String library) {
        return library.startsWith("nashorn-") || library.startsWith("asm");
    }

    ClassLoader loader() {
        return loader;
    }

    /** Takes an expression and tells its result as text; in every request each field but a few is 9007199254740993. */
    @SuppressWarnings("unchecked")
    UnaryOperator<String> expressions() {
        try {
            return (UnaryOperator<String>) loader.loadClass(DeployedExpressions.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Undeploys, as the filter does at its end. */
    @Override
    public void close() throws IOException {
        try {
            loader.loadClass(LinkedRecords.class.getName()).getMethod("forget").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        loader.close();
    }
}
