package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import io.gauger.record.RecordSink;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that cannot be used keeps the application from starting, and the message says which and why. */
class StartTest {
    private static final String SINK = RecordedUsage.class.getName();
    private static final Map<String, String> COUNTED = Map.of("gauger.sink", CountedSink.class.getName());

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

    @Test
    void aClassThatCannotBeMadeIsToldWithWhatItsConstructorThrew() {
        assertThatThrownBy(() ->
                        start(Map.of("gauger.sink", SINK, "gauger.caller-resolver", FailingResolver.class.getName())))
                .isInstanceOf(ServletException.class)
                .hasMessage("Gauger cannot start: gauger.caller-resolver names " + FailingResolver.class.getName()
                        + ", which cannot be made: java.lang.IllegalStateException: no directory is configured")
                .hasRootCauseMessage("no directory is configured");
    }

    @Test
    void aClassThatCannotBeInitializedIsToldWithTheReason() {
        assertThatThrownBy(() -> start(Map.of("gauger.sink", UninitializedSink.class.getName())))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("which cannot be made: java.lang.NumberFormatException: ");
    }

    @Test
    void howMuchIsKeptOfABodyHasBounds() {
        for (String value : new String[] {"1023", "16777217", "1 MiB"}) {
            assertThatThrownBy(() -> start(Map.of("gauger.sink", SINK, "gauger.max-kept-bytes", value)))
                    .isInstanceOf(ServletException.class)
                    .hasMessage(
                            "Gauger cannot start: gauger.max-kept-bytes must be a whole number from 1024 to 16777216,"
                                    + " was '" + value + "'");
        }
    }

    /** A server may go on without a filter that fails. */
    @Test
    void theListenerTellsBeforeTheFilterIsMade() {
        Map<String, String> parameters =
                Map.of("gauger.sink", SINK, "gauger.route.a", "GET /x custom metering_expr=1 +");
        ServletContext application =
                new StartingApplication().with("gauger", parameters).servletContext();

        assertThatThrownBy(() -> new MeteringStart().contextInitialized(new ServletContextEvent(application)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Gauger cannot start: route 'a': metering_expr '1 +':");
    }

    /** By the fragment and by hand: one of them is enough, and both are no mistake. */
    @Test
    void aListenerThatIsRegisteredTwiceStartsOnce() {
        ServletContext application =
                new StartingApplication().with("gauger", COUNTED).servletContext();
        int before = CountedSink.OPENED.get();

        new MeteringStart().contextInitialized(new ServletContextEvent(application));
        new MeteringStart().contextInitialized(new ServletContextEvent(application));

        assertThat(CountedSink.OPENED).hasValue(before + 1);
    }

    @Test
    void ofTwoFiltersTheOneThatStartedIsStoppedHoweverTheOtherFails() {
        for (Class<?> failing : List.of(SinkWithoutDriver.class, String.class)) {
            ServletContext application = new StartingApplication()
                    .with("first", COUNTED)
                    .with("second", Map.of("gauger.sink", failing.getName()))
                    .servletContext();
            int opened = CountedSink.OPENED.get();
            int closed = CountedSink.CLOSED.get();

            assertThatThrownBy(() -> new MeteringStart().contextInitialized(new ServletContextEvent(application)));

            assertThat(CountedSink.OPENED).hasValue(opened + 1);
            assertThat(CountedSink.CLOSED).hasValue(closed + 1);
        }
    }

    /** Counts how often metering starts and stops. */
    public static final class CountedSink implements RecordSink {
        private static final AtomicInteger OPENED = new AtomicInteger();
        private static final AtomicInteger CLOSED = new AtomicInteger();

        @Override
        public void open(Settings settings, List<Route> routes) {
            OPENED.incrementAndGet();
        }

        @Override
        public void accept(UsageRecord record) {}

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    /** Was deployed without a library that it needs. */
    public static final class SinkWithoutDriver implements RecordSink {
        @Override
        public void open(Settings settings, List<Route> routes) {
            throw new NoClassDefFoundError("com/example/Driver");
        }

        @Override
        public void accept(UsageRecord record) {}
    }

    /** Has a constant that cannot be reckoned. */
    public static final class UninitializedSink implements RecordSink {
        private static final Integer SIZE = Integer.valueOf("many");

        @Override
        public void accept(UsageRecord record) {
            throw new IllegalStateException("full at " + SIZE);
        }
    }

    /** Knows nobody, as it cannot be made. */
    public static final class FailingResolver implements CallerResolver {
        public FailingResolver() {
            throw new IllegalStateException("no directory is configured");
        }

        @Override
        public @Nullable Caller resolve(HttpServletRequest request) {
            return null;
        }
    }

    /** Was deployed without a library that it needs. */
    public static final class IncompleteResolver implements CallerResolver {
        public IncompleteResolver() {
            throw new NoClassDefFoundError("com/example/Directory");
        }

        @Override
        public @Nullable Caller resolve(HttpServletRequest request) {
            return null;
        }
    }

    private static void start(Map<String, String> parameters) throws ServletException {
        new MeteringFilter()
                .init(new StartingApplication().with("gauger", parameters).config("gauger"));
    }
}
