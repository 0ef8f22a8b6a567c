package io.gauger.expression;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The engine's JARs: the drop-in JAR carries them as files of its own, so that no server looks into them; an application
 * that has the module {@code gauger-metering-filter} alone has them on its class path.
 */
final class EngineJars {
    private static final String FOLDER = "/META-INF/gauger/engine/";

    /** A class of each, by which it is found on a class path. */
    private static final List<Map.Entry<String, String>> CLASSES = List.of(
            Map.entry("nashorn-core.jar", Nashorn.FACTORY),
            Map.entry("asm.jar", "org.objectweb.asm.ClassReader"),
            Map.entry("asm-analysis.jar", "org.objectweb.asm.tree.analysis.Analyzer"),
            Map.entry("asm-commons.jar", "org.objectweb.asm.commons.Method"),
            Map.entry("asm-tree.jar", "org.objectweb.asm.tree.ClassNode"),
            Map.entry("asm-util.jar", "org.objectweb.asm.util.Printer"));

    private EngineJars() {}

    /** The content of each by its file name. */
    static SortedMap<String, byte[]> read() throws IOException, ClassNotFoundException {
        SortedMap<String, byte[]> jars = new TreeMap<>();
        for (Map.Entry<String, String> jar : CLASSES) {
            try (InputStream content = open(jar.getKey(), jar.getValue())) {
                jars.put(jar.getKey(), content.readAllBytes());
            }
        }
        return jars;
    }

    private static InputStream open(String name, String className) throws IOException, ClassNotFoundException {
        InputStream carried = EngineJars.class.getResourceAsStream(FOLDER + name);
        return carried != null ? carried : onTheClassPath(name, className);
    }

    private static InputStream onTheClassPath(String name, String className)
            throws IOException, ClassNotFoundException {
        Class<?> found = Class.forName(className, false, EngineJars.class.getClassLoader());
        @Nullable CodeSource source = found.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new FileNotFoundException("it is not known from which file " + className + " is, so no " + name);
        }
        return source.getLocation().openStream();
    }
}
