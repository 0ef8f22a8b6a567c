package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.record.RecordSink;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that cannot be used keeps the application from starting, and the message says which and why. */
class StartTest {
    private static final String SINK = RecordedUsage.class.getName();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        gauger.rout.a   | GET /x request                   | no setting, or of no effect beside the others: gauger.rout.a
        gauger.route.a  | GET /x custom metering_expr=1 +  | route 'a': metering_expr '1 +':
        gauger.enabled  | maybe                            | gauger.enabled must be true or false, was 'maybe'
        gauger.key.k    | gk_secret                        | gauger.key.k must read 'account=
        gauger.caller-resolver | java.lang.String          | gauger.caller-resolver names java.lang.String, which is no class
        gauger.caller-resolver | no.such.Resolver          | that implements io.gauger.admit.CallerResolver: java.lang.ClassNotFoundException
        """)
    void aSettingThatCannotBeUsedIsTold(String name, String value, String told) {
        assertThatThrownBy(() -> start(Map.of("gauger.sink", SINK, name, value)))
                .isInstanceOf(ServletException.class)
                .hasMessageStartingWith("Gauger cannot start: ")
                .hasMessageContaining(told);
    }

    @Test
    void aSinkIsNeeded() {
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("there is no record sink: name a class in gauger.sink");
        assertThatThrownBy(() -> start(Map.of("gauger.sink", "java.lang.String")))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("gauger.sink names java.lang.String, which is no class");
        assertThatThrownBy(() -> start(Map.of("gauger.sink", "no.such.Sink")))
                .hasMessageContaining("ClassNotFoundException");
    }

    /** A server may go on without a filter that fails. */
    @Test
    void theListenerTellsBeforeTheFilterIsMade() {
        Map<String, String> parameters =
                Map.of("gauger.sink", SINK, "gauger.route.a", "GET /x custom metering_expr=1 +");
        ServletContext application = new Parameters(parameters).getServletContext();

        assertThatThrownBy(() -> new MeteringStart().contextInitialized(new ServletContextEvent(application)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Gauger cannot start: route 'a': metering_expr '1 +':");
    }

    /** By the fragment and by hand: one of them is enough, and both are no mistake. */
    @Test
    void aListenerThatIsRegisteredTwiceStartsOnce() {
        ServletContext application =
                new Parameters(Map.of("gauger.sink", CountedSink.class.getName())).getServletContext();
        int before = CountedSink.OPENED.get();

        new MeteringStart().contextInitialized(new ServletContextEvent(application));
        new MeteringStart().contextInitialized(new ServletContextEvent(application));

        assertThat(CountedSink.OPENED).hasValue(before + 1);
    }

    /** Counts how often metering starts. */
    public static final class CountedSink implements RecordSink {
        private static final AtomicInteger OPENED = new AtomicInteger();

        @Override
        public void open(Settings settings, List<Route> routes) {
            OPENED.incrementAndGet();
        }

        @Override
        public void accept(UsageRecord record) {}
    }

    private static void start(Map<String, String> parameters) throws ServletException {
        new MeteringFilter().init(new Parameters(parameters));
    }

    private record Parameters(Map<String, String> parameters) implements FilterConfig {
        @Override
        public String getFilterName() {
            return "gauger";
        }

        /** An application without context-params, at the root. */
        @Override
        public ServletContext getServletContext() {
            Map<Object, Object> attributes = new HashMap<>();
            return (ServletContext) Proxy.newProxyInstance(
                    ServletContext.class.getClassLoader(),
                    new Class<?>[] {ServletContext.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getInitParameterNames" -> Collections.emptyEnumeration();
                        case "getContextPath" -> "";
                        case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                        case "getAttribute" -> attributes.get(arguments[0]);
                        case "getFilterRegistrations" -> Map.of("gauger", registration());
                        default -> null;
                    });
        }

        private FilterRegistration registration() {
            return (FilterRegistration) Proxy.newProxyInstance(
                    FilterRegistration.class.getClassLoader(),
                    new Class<?>[] {FilterRegistration.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getName" -> getFilterName();
                        case "getClassName" -> MeteringFilter.class.getName();
                        case "getInitParameters" -> parameters;
                        default -> null;
                    });
        }

        @Override
        public String getInitParameter(String name) {
            return parameters.get(name);
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }
    }
}
