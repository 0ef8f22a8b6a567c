package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What is left of an application that used expressions and is gone. */
class UndeploymentTest {
    private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

    @Test
    void nothingIsLeftOfAnyOfFiveDeployments() throws Exception {
        for (int i = 0; i < 5; i++) {
            WeakReference<ClassLoader> application = deployUseAndUndeploy();

            await("deployment " + i + " is collected")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        System.gc();
                        return application.get() == null;
                    });
        }
    }

    @Test
    void allDeploymentsShareTheLoaderOfTheEngineAndItsFilesAreGone() throws Exception {
        deployUseAndUndeploy();
        ClassLoader first = engineLoader();
        deployUseAndUndeploy();

        assertThat(engineLoader()).isSameAs(first).isExactlyInstanceOf(URLClassLoader.class);
        assertThat(first.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
        for (URL file : ((URLClassLoader) first).getURLs()) {
            assertThat(Path.of(file.toURI())).doesNotExist();
        }
    }

    /** The only one in this JVM. */
    private static ClassLoader engineLoader() throws Exception {
        Set<ObjectName> engines = MBEANS.queryNames(new ObjectName("io.gauger:type=ExpressionEngine,*"), null);
        assertThat(engines).hasSize(1);
        return (ClassLoader) ((Iterator<?>) MBEANS.invoke(engines.iterator().next(), "iterator", null, null)).next();
    }

    /** In a method of its own, so that no variable keeps anything. */
    private static WeakReference<ClassLoader> deployUseAndUndeploy() throws Exception {
        try (Deployment deployment = Deployment.withEngine()) {
            UnaryOperator<String> expressions = deployment.expressions();
            for (String expression : everyKind()) {
                assertThat(expressions.apply(expression)).doesNotContain("ENGINE");
            }
            return new WeakReference<>(deployment.loader());
        }
    }

    private static List<String> everyKind() throws Exception {
        return Stream.concat(
                        LanguageTest.accepted().stream(),
                        Stream.of(
                                "len(trim(lower(respBody.text)))",
                                "'a' + respBody.text",
                                "respBody.text < 'b' ? 1 : 2",
                                "respBody.nothing + 1",
                                "respBody.nothing ?? respBody.a",
                                "respBody.object + 1",
                                "respBody.object == respBody.object ? 1 : 0",
                                "toString(respBody.object)",
                                "max(respBody.a, respBody.b, respBody.c, respBody.text)"))
                .toList();
    }
}
