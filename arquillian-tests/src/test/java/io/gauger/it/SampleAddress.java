package io.gauger.it;

import static org.awaitility.Awaitility.await;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Where the sample runs, for a {@link URI} parameter of a test that only calls it. All test classes share one server,
 * which the first that asks for it starts and which stops after the last; so a test finds records of others there.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SampleAddress.SharedServers.class)
@interface SampleAddress {

    /** Whether Gauger is on; if not, it is the same WAR on a second server, with {@code gauger.enabled=false}. */
    boolean metered() default true;

    /** One server for each value of {@link #metered}. */
    final class SharedServers implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.isAnnotated(SampleAddress.class)
                    && parameter.getParameter().getType() == URI.class;
        }

        @Override
        public URI resolveParameter(ParameterContext parameter, ExtensionContext test) {
            boolean metered =
                    parameter.findAnnotation(SampleAddress.class).orElseThrow().metered();
            // What the store holds is closed at the end of all tests.
            return test.getRoot()
                    .getStore(Namespace.create(SampleAddress.class))
                    .getOrComputeIfAbsent(metered, SharedServers::start, RunningServer.class)
                    .baseUri();
        }

        private static RunningServer start(boolean metered) {
            RunningServer server = Servers.selected()
                    .start(Deployment.of(BuiltFiles.sampleWar())
                            .withSystemProperty("gauger.enabled", Boolean.toString(metered)));
            AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
            if (metered) {
                // a quota that a server under load cannot look up within 100 ms is none of what the tests are about
                await().until(() ->
                        admin.request("GET", "../../v1/ping", "Bearer gk_demo").statusCode() == 200);
            }
            return server;
        }
    }
}
