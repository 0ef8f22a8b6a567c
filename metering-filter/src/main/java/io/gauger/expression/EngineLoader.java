package io.gauger.expression;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
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
            } catch (JMException | RuntimeException e) {
                loader.close();
                boolean anotherDeploymentWasFaster = server.isRegistered(name);
                if (!anotherDeploymentWasFaster) {
                    throw e;
                }
            }
        }
        return (ClassLoader) ((Iterator<?>) server.invoke(name, "iterator", null, null)).next();
    }

    /** Of names, lengths and contents, so that only the same files have the same. */
    static String digest(SortedMap<String, byte[]> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            jars.forEach((name, content) -> {
                digest.update((name + ":" + content.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest());
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
                Path file = folder.resolve(jar.getKey());
                files.add(file);
                urls.add(Files.write(file, jar.getValue()).toUri().toURL());
            }
            return opened(maker().apply(urls.toArray(URL[]::new)));
        } finally {
            delete(folder, files);
        }
    }

    /** Opens all JARs, as an open one can be read also after it is deleted; closes them if the engine cannot run. */
    private static URLClassLoader opened(URLClassLoader loader) throws IOException, ReflectiveOperationException {
        try {
            loader.findResource("no such file");
            warmUp(loader);
            return loader;
        } catch (Throwable e) {
            loader.close();
            throw e;
        }
    }

    @SuppressWarnings("try")
    private static void warmUp(ClassLoader loader) throws ReflectiveOperationException {
        try (ContextLoader context = ContextLoader.ofPlatform()) {
            Nashorn.warmUp(loader);
        }
    }

    /** At once. Where open files cannot be deleted (Windows), at the end of the JVM those that are closed by then. */
    private static void delete(Path folder, List<Path> files) {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        } catch (IOException stillOpen) {
            // First the folder, as the JVM takes the last one first.
            folder.toFile().deleteOnExit();
            files.forEach(file -> file.toFile().deleteOnExit());
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
