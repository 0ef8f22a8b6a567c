package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.admit.CallerResolver;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service file of the application that cannot be used keeps it from starting, with the file and the reason. */
class MisspeltServiceTest {

    @Test
    void aClassThatIsNotThereIsNamed(@TempDir Path application) throws Exception {
        assertThatThrownBy(() -> startWithResolver(application, "com.example.MyResolvr"))
                .isInstanceOf(ServletException.class)
                .hasMessageStartingWith("Gauger cannot start: ")
                .hasMessageContaining("META-INF/services/" + CallerResolver.class.getName())
                .hasMessageContaining("com.example.MyResolvr not found");
    }

    @Test
    void aClassThatCannotBeMadeIsNamedWithWhatItThrew(@TempDir Path application) throws Exception {
        assertThatThrownBy(() -> startWithResolver(application, StartTest.FailingResolver.class.getName()))
                .isInstanceOf(ServletException.class)
                .hasMessageStartingWith("Gauger cannot start: ")
                .hasMessageContaining(StartTest.FailingResolver.class.getName())
                .hasMessageContaining("no directory is configured");
    }

    @Test
    void aLibraryThatIsMissingIsNamed(@TempDir Path application) throws Exception {
        assertThatThrownBy(() -> startWithResolver(application, StartTest.IncompleteResolver.class.getName()))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("META-INF/services/" + CallerResolver.class.getName())
                .hasMessageContaining("NoClassDefFoundError: com/example/Directory");
    }

    /** In a class loader of its own, as a service file is seen by all filters of a class loader. */
    private static void startWithResolver(Path application, String className) throws Exception {
        Path services = Files.createDirectories(application.resolve("META-INF/services"));
        Files.writeString(services.resolve(CallerResolver.class.getName()), className);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader deployed = new Deployed(urls(application))) {
            thread.setContextClassLoader(deployed);
            Filter filter = (Filter) deployed.loadClass(MeteringFilter.class.getName())
                    .getConstructor()
                    .newInstance();
            filter.init(new StartingApplication()
                    .with("gauger", Map.of("gauger.sink", RecordedUsage.class.getName()))
                    .config("gauger"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] urls(Path application) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(application.toUri().toURL());
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.endsWith(".jar")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** Has classes of Gauger of its own, and the servlet API of the server. */
    private static final class Deployed extends URLClassLoader {
        Deployed(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.startsWith("io.gauger.")
                    ? super.findClass(name)
                    : MisspeltServiceTest.class.getClassLoader().loadClass(name);
        }
    }
}
