package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The first expression in a JVM that needs the engine. */
class EngineLoaderTest {
    private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

    /** As it was before other tests used the engine. */
    @BeforeEach
    void forgetEngines() throws Exception {
        for (ObjectName engine : MBEANS.queryNames(new ObjectName("io.gauger:type=ExpressionEngine,*"), null)) {
            MBEANS.unregisterMBean(engine);
        }
    }

    @Test
    void anInterruptDoesNotTakeTheEngineFromTheApplicationAndIsNotLost() throws Exception {
        try (Deployment deployment = Deployment.withEngine()) {
            String result;
            boolean interrupted;
            Thread.currentThread().interrupt();
            try {
                result = deployment.expressions().apply("status + 1");
            } finally {
                interrupted = Thread.interrupted();
            }
            assertThat(result).isEqualTo("Units[value=8, negative=false]");
            assertThat(interrupted).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anEngineThatCannotRunLeavesNoFileOpen(@TempDir Path application) throws Exception {
        List<String> before = openEngineFiles();
        try (Deployment deployment = Deployment.withBrokenEngine(application)) {
            assertThat(deployment.expressions().apply("status + 1"))
                    .contains("the expression engine is unavailable")
                    .contains("org/objectweb/asm/");
        }
        assertThat(openEngineFiles()).isSubsetOf(before);
    }

    @Test
    void theNameTellsWhichFilesTheEngineIsMadeOf() throws Exception {
        try (Deployment deployment = Deployment.withEngine()) {
            assertThat(deployment.expressions().apply("status + 1")).startsWith("Units");
        }
        ObjectName engine =
                new ObjectName("io.gauger:type=ExpressionEngine,content=" + EngineLoader.digest(EngineJars.read()));

        assertThat(MBEANS.isRegistered(engine)).isTrue();
        assertThat(engine.getKeyProperty("content")).matches("[0-9a-f]{64}");
    }

    @Test
    void theSameBytesInOtherFilesAreAnotherEngine() {
        assertThat(Stream.of(
                                Map.of("a.jar", "12", "b.jar", "3"),
                                Map.of("a.jar", "1", "b.jar", "23"),
                                Map.of("a.jar", "12", "c.jar", "3"))
                        .map(EngineLoaderTest::digest))
                .doesNotHaveDuplicates();
    }

    private static String digest(Map<String, String> contents) {
        TreeMap<String, byte[]> jars = new TreeMap<>();
        contents.forEach((name, content) -> jars.put(name, content.getBytes(StandardCharsets.UTF_8)));
        return EngineLoader.digest(jars);
    }

    /** Also those that are deleted. */
    private static List<String> openEngineFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(EngineLoaderTest::target)
                    .filter(file -> file.contains("gauger-engine-"))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
