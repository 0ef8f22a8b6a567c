package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.server.BuiltFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code docs/decisions/0002-drop-in-jar.md} promises of the one file for WEB-INF/lib. */
@Tag("once")
class DropInJarIT {

    private static final String SHADED = "io.gauger.shaded.";

    private JarFile jar;
    private URLClassLoader loader;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(BuiltFiles.dropInJar().toFile());
        loader = new URLClassLoader(
                new URL[] {BuiltFiles.dropInJar().toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
        jar.close();
    }

    @Test
    void itIsNotLargerThan16Megabytes() throws IOException {
        assertThat(Files.size(BuiltFiles.dropInJar())).isLessThanOrEqualTo(16_000_000);
    }

    @Test
    void itIsTheOnlyJarInTheSample() throws IOException {
        try (JarFile war = new JarFile(BuiltFiles.sampleWar().toFile())) {
            List<ZipEntry> libraries = war.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith("WEB-INF/lib/"))
                    .map(ZipEntry.class::cast)
                    .toList();

            assertThat(libraries).hasSize(1);
            try (InputStream library = war.getInputStream(libraries.get(0))) {
                assertThat(library.readAllBytes()).isEqualTo(Files.readAllBytes(BuiltFiles.dropInJar()));
            }
        }
    }

    @Test
    void everyClassIsInAPackageOfOurs() {
        assertThat(files(".class")).isNotEmpty().allMatch(name -> name.startsWith("io/gauger/"));
    }

    @Test
    void nothingInItRegistersALibraryWithTheHost() {
        assertThat(files(""))
                .filteredOn(name -> name.startsWith("META-INF/services/"))
                .allMatch(name -> name.startsWith("META-INF/services/io.gauger."));
        assertThat(files(""))
                .noneMatch(name -> name.equals("META-INF/persistence.xml"))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.startsWith("META-INF/versions/"))
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
    }

    @Test
    void itsManifestNamesItsVersionAndAsksForNothing() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Dependencies")).isNull();
        assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void itHoldsTheLicencesOfWhatItHolds() {
        assertThat(files(""))
                .contains("META-INF/NOTICE")
                .contains("META-INF/licenses/asm.txt")
                .contains("META-INF/licenses/eclipselink.txt")
                .contains("META-INF/licenses/gauger.txt")
                .contains("META-INF/licenses/h2.txt")
                .contains("META-INF/licenses/nashorn.txt");
    }

    @Test
    void theEngineIsInItAsFilesThatNoServerLooksInto() {
        assertThat(files(".jar"))
                .containsExactlyInAnyOrder(
                        "META-INF/gauger/engine/asm.jar",
                        "META-INF/gauger/engine/asm-analysis.jar",
                        "META-INF/gauger/engine/asm-commons.jar",
                        "META-INF/gauger/engine/asm-tree.jar",
                        "META-INF/gauger/engine/asm-util.jar",
                        "META-INF/gauger/engine/nashorn-core.jar");
        assertThat(files(".class")).noneMatch(name -> name.contains("/nashorn/") || name.contains("/objectweb/"));
    }

    /** Its own loader sees nothing but the JAR, and the engine has nothing but what the JAR brings. */
    @Test
    void theEngineThatItBringsRunsExpressions() throws Exception {
        Class<?> expression = loader.loadClass("io.gauger.expression.Expression");
        Object compiled =
                expression.getMethod("compile", String.class).invoke(null, "toInt('1.5') + 6 * max(1, 2, 3, 4, 5)");
        Class<?> scope = loader.loadClass("io.gauger.expression.Scope");
        Object nothing = Proxy.newProxyInstance(loader, new Class<?>[] {scope}, (proxy, method, arguments) -> null);

        assertThat(expression.getMethod("evaluate", scope).invoke(compiled, nothing))
                .hasToString("Units[value=31, negative=false]");
    }

    /** Of the library some packages are left out. */
    @Test
    void theRelocatedBucketsCount() throws Exception {
        Class<?> limit = loader.loadClass("io.gauger.rate.RateLimit");
        Class<?> limits = loader.loadClass("io.gauger.rate.RateLimits");
        Object counted = limits.getConstructor(IntSupplier.class, LongSupplier.class)
                .newInstance((IntSupplier) () -> 1, (LongSupplier) System::nanoTime);
        Method take = limits.getMethod("take", String.class, limit);
        Object one = limit.getConstructor(int.class, Integer.class).newInstance(1, null);
        Object flowing = limit.getConstructor(int.class, Integer.class).newInstance(2, 1);

        assertThat(take.invoke(counted, "key", one)).asString().contains("passed=true");
        assertThat(take.invoke(counted, "key", one)).asString().contains("passed=false");
        assertThat(take.invoke(counted, "key", flowing)).asString().contains("passed=false");
    }

    @Test
    void theRelocatedH2FindsItsErrorTexts() throws Exception {
        Driver driver = create(Driver.class, "org.h2.Driver");

        try (Connection connection = driver.connect("jdbc:h2:mem:", new Properties());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select * from nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Table \"NOWHERE\" not found");
        }
    }

    @Test
    void theRelocatedEclipseLinkFindsAPlatformForEachDatabase() throws Exception {
        Properties platforms = new Properties();
        try (InputStream file = loader.getResourceAsStream(
                "io/gauger/shaded/org/eclipse/persistence/internal/helper/VendorNameToPlatformMapping.properties")) {
            platforms.load(file);
        }

        assertThat(platforms).hasSize(4);
        for (Object platform : platforms.values()) {
            assertThat(loader.loadClass((String) platform)).hasPublicMethods("getTimestampQuery");
        }
    }

    private List<String> files(String suffix) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().endsWith(suffix))
                .map(ZipEntry::getName)
                .toList();
    }

    private <T> T create(Class<T> type, String nameBeforeRelocation) throws ReflectiveOperationException {
        return type.cast(loader.loadClass(SHADED + nameBeforeRelocation)
                .getDeclaredConstructor()
                .newInstance());
    }
}
