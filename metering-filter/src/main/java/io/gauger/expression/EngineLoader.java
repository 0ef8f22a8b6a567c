package io.gauger.expression;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * The class loader of the expression engine: one in a JVM, for all applications and all times that carry the same JARs.
 * The JDK keeps classes of a script engine for ever once it has run; here these know no application, so that an
 * application that is undeployed goes. {@code docs/decisions/0006-expression-engine.md} has the whole story.
 *
 * <p>It is an MBean, because the platform's MBean server is the one place in a JVM where something that is no text can be
 * left under a name; so is all that it hangs on of types of the JDK only.
 */
final class EngineLoader {
    private EngineLoader() {}

    /** Finds it, or makes it with the first call in a JVM. */
    static ClassLoader shared() throws IOException, JMException, ReflectiveOperationException {
        SortedMap<String, byte[]> jars = EngineJars.read();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.gauger:type=ExpressionEngine,content=" + digest(jars));
        if (!server.isRegistered(name)) {
            URLClassLoader loader = make(jars);
            try {
                server.registerMBean(new StandardMBean(List.of(loader), Iterable.class), name);
            } catch (InstanceAlreadyExistsException anotherDeploymentWasFaster) {
                loader.close();
            }
        }
        return (ClassLoader) ((Iterator<?>) server.invoke(name, "iterator", null, null)).next();
    }

    private static String digest(SortedMap<String, byte[]> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            jars.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static URLClassLoader make(SortedMap<String, byte[]> jars)
            throws IOException, ReflectiveOperationException {
        Path folder = Files.createTempDirectory("gauger-engine-");
        List<Path> files = new ArrayList<>();
        try {
            List<URL> urls = new ArrayList<>();
            for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
                Path file = Files.write(folder.resolve(jar.getKey()), jar.getValue());
                files.add(file);
                urls.add(file.toUri().toURL());
            }
            URLClassLoader loader = maker().apply(urls.toArray(URL[]::new));
            // Opens all JARs, and an open one can be read also after it is deleted.
            loader.findResource("no such file");
            warmUp(loader);
            return loader;
        } finally {
            files.add(folder);
            files.forEach(EngineLoader::delete);
        }
    }

    @SuppressWarnings("try")
    private static void warmUp(ClassLoader loader) throws ReflectiveOperationException {
        try (ContextLoader context = ContextLoader.ofPlatform()) {
            Nashorn.warmUp(loader);
        }
    }

    /** At once, or where open files cannot be deleted (Windows) at the end of the JVM. */
    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException laterThen) {
            file.toFile().deleteOnExit();
        }
    }

    /** A {@link LoaderMaker} in a class loader and a protection domain of its own. */
    @SuppressWarnings("unchecked")
    private static Function<URL[], URLClassLoader> maker() throws IOException, ReflectiveOperationException {
        byte[] code;
        try (InputStream file = EngineLoader.class.getResourceAsStream("LoaderMaker.class")) {
            if (file == null) {
                throw new FileNotFoundException("LoaderMaker.class is missing beside EngineLoader.class");
            }
            code = file.readAllBytes();
        }
        Class<?> maker = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            Class<?> define() {
                return defineClass(LoaderMaker.class.getName(), code, 0, code.length, new ProtectionDomain(null, null));
            }
        }.define();
        return (Function<URL[], URLClassLoader>) maker.getDeclaredConstructor().newInstance();
    }
}
