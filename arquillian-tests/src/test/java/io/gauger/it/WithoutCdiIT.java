package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.it.host.EchoServlet;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application that has no beans of its own: routes come from settings, the caller resolver is a service. */
class WithoutCdiIT {
    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>gauger.development</param-name>
                <param-value>true</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.everything</param-name>
                <param-value>* /* request</param-value>
              </context-param>
            </web-app>
            """;

    private static final String NO_BEANS =
            """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="none"/>
            """;

    private static final String SERVICE = Wars.onServer("HeaderResolver");

    private static RunningServer server;
    private static AdminClient admin;

    @BeforeAll
    static void start() {
        server = Servers.selected().start(Wars.deployment(switchesCdiOffForLibrariesToo() ? plain() : withoutBeans()));
        admin = new AdminClient(server.baseUri()).awaitUp();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aRequestIsMeteredAndStoredAndBilledToWhomTheServiceTells() {
        assertThat(get("/v1/echo", "X-Account: acme")).endsWith("/v1/echo");

        JsonObject record = onlyRecord("/v1/echo");
        assertThat(record.getString("account_id")).isEqualTo("acme");
        assertThat(record.getString("units")).isEqualTo("1");
    }

    @Test
    void whatWouldBeBeansElsewhereIsNothingHere() {
        get("/v1/anonymous");

        assertThat(onlyRecord("/v1/anonymous").isNull("account_id")).isTrue();
        assertThat(admin.get("routes").getJsonArray("data")).hasSize(1);
    }

    @Test
    void onlyWhereTheLibrariesHaveNoCdiEitherTheApplicationDoesNotStart() {
        if (!switchesCdiOffForLibrariesToo()) {
            // it is the one that the other tests ask
            assertThat(get("/v1/started")).startsWith("HTTP/1.1 200");
            return;
        }
        assertThatThrownBy(() -> Servers.selected().start(Wars.deployment(withoutBeans())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not deploy")
                .hasMessageContaining(
                        Servers.selected().name().equals("glassfish")
                                ? "CDI deployment failure"
                                : "Initialization failed for Singleton");
    }

    /** With classes that would be beans. */
    private static WebArchive withoutBeans() {
        return Wars.add(plain(), Wars.onServer("EverybodyResolver"), Wars.onServer("MoreRoutes"))
                .addAsWebInfResource(new StringAsset(NO_BEANS), "beans.xml");
    }

    private static WebArchive plain() {
        return Wars.add(Wars.named("without-cdi"), SERVICE)
                .addClass(EchoServlet.class)
                .addAsServiceProvider("io.gauger.admit.CallerResolver", SERVICE)
                .setWebXML(new StringAsset(WEB_XML));
    }

    /** Payara and GlassFish take a {@code beans.xml} of the application without discovery for all of the WAR. */
    private static boolean switchesCdiOffForLibrariesToo() {
        return List.of("payara-micro", "glassfish").contains(Servers.selected().name());
    }

    private static JsonObject onlyRecord(String path) {
        List<JsonObject> records = admin.awaitRecords(1, "&path=" + path);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static String get(String path, String... headers) {
        return RawHttp.exchange(server.baseUri(), "GET " + path, List.of(headers), new byte[0]);
    }
}
