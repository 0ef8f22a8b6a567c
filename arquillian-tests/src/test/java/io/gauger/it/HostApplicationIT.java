package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.it.host.BrokenServlet;
import io.gauger.it.host.HostApi;
import io.gauger.it.host.HostFilter;
import io.gauger.it.host.HostProvider;
import io.gauger.it.host.HostResource;
import io.gauger.it.host.MeteredRoutes;
import io.gauger.it.host.SorryServlet;
import io.gauger.server.BuiltFiles;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The drop-in JAR in an application with a life of its own: a JAX-RS application that scans, beans, a filter, an error
 * page. Neither gets in the other's way. Deployed by Arquillian, not at the root.
 */
@ArquillianTest
class HostApplicationIT {
    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>gauger.development</param-name>
                <param-value>true</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.replaced</param-name>
                <param-value>GET /replaced/in/java request</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.broken</param-name>
                <param-value>GET /broken/* bytes bill_errors=all</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.everything</param-name>
                <param-value>* /* request</param-value>
              </context-param>
              <filter>
                <filter-name>host</filter-name>
                <filter-class>io.gauger.it.host.HostFilter</filter-class>
              </filter>
              <filter-mapping>
                <filter-name>host</filter-name>
                <url-pattern>/*</url-pattern>
              </filter-mapping>
              <filter-mapping>
                <filter-name>gauger</filter-name>
                <url-pattern>/api/*</url-pattern>
                <url-pattern>/broken/*</url-pattern>
                <url-pattern>/pictures/*</url-pattern>
                <url-pattern>/sorry</url-pattern>
                <dispatcher>REQUEST</dispatcher>
                <dispatcher>ASYNC</dispatcher>
                <dispatcher>ERROR</dispatcher>
              </filter-mapping>
              <error-page>
                <location>/sorry</location>
              </error-page>
            </web-app>
            """;

    private static final String BEANS_XML =
            """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="all"/>
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive host() {
        return ShrinkWrap.create(WebArchive.class, "host.war")
                .addClasses(HostApi.class, HostResource.class, HostProvider.class)
                .addClasses(HostFilter.class, BrokenServlet.class, SorryServlet.class, MeteredRoutes.class)
                .addAsWebInfResource(new StringAsset(BEANS_XML), "beans.xml")
                .setWebXML(new StringAsset(WEB_XML))
                .addAsLibraries(BuiltFiles.dropInJar().toFile());
    }

    @Test
    void itIsDeployedWhereArquillianSays() {
        assertThat(application).hasHost("127.0.0.1").hasPath("/host/");
    }

    @Test
    void theHostsResourcesAnswerWhereTheyAre() {
        HttpResponse<String> greeting = get("api/v1/greeting/Ada");

        assertThat(greeting.statusCode()).isEqualTo(200);
        assertThat(greeting.body()).isEqualTo("Hello Ada");
        assertThat(greeting.headers().firstValue(HostProvider.HEADER)).contains("seen");
        assertThat(greeting.headers().firstValue(HostFilter.HEADER)).contains("seen");
    }

    @Test
    void aPathThatGaugerHasTooStaysTheHosts() {
        assertThat(get("api/v1/usage").body()).isEqualTo("the host's own usage");
    }

    @Test
    void theAdminApiIsNotInTheHostsApi() {
        for (String path : List.of(
                "api/v1/records",
                "api/v1/health",
                "api/v1/routes",
                "api/metering/v1/usage",
                "api/io.gauger.admin",
                "api/io.gauger.admin/api",
                "api/io.gauger.admin/v1/usage",
                "api/io.gauger.admin/api/v1/usage",
                "api/io.gauger.admin/api/v1/health")) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertIsNotOurs(answer);
        }
    }

    @Test
    void theDescriptionOfTheHostsApiDoesNotTellOfTheAdminApi() {
        HttpResponse<String> wadl = get("api/application.wadl");

        assertThat(wadl.body()).doesNotContain("v1/records", "v1/health");
    }

    @Test
    void theAdminApiAnswersBesideTheHostsApi() {
        HttpResponse<String> health = get("metering/v1/health");

        assertThat(health.statusCode()).isEqualTo(200);
        // TomEE gives the providers that it finds to all applications of the WAR.
        assertThat(health.headers().firstValue(HostProvider.HEADER).isPresent())
                .isEqualTo(Servers.selected().name().equals("tomee"));
    }

    @Test
    void theHostsResourcesAreNotInTheAdminApi() {
        for (String path : List.of("metering/v1/greeting/Ada", "metering/greeting/Ada", "metering/v1/failure")) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        assertThat(admin().get("usage")).containsKey("totals");
    }

    @Test
    void theHostsFailuresAreNotMadeProblemsOfOurs() {
        HttpResponse<String> nothing = get("api/nothing");
        HttpResponse<String> failure = get("api/v1/failure");

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertIsNotOurs(nothing);
        assertThat(failure.statusCode()).isEqualTo(500);
        assertIsNotOurs(failure);
    }

    @Test
    void theHostsErrorPageIsCountedAndTheRequestIsRecordedOnce() {
        HttpResponse<String> answer = get("broken/sent");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo(SorryServlet.TEXT);
        JsonObject record = onlyRecord("/broken/sent");
        assertThat(record.getInt("status")).isEqualTo(503);
        assertThat(record.getInt("response_bytes")).isEqualTo(bytesOf(answer));
        assertThat(record.getString("units")).isEqualTo(Integer.toString(bytesOf(answer)));
        assertThat(record.getJsonArray("flags")).isEmpty();
    }

    @Test
    void theErrorPageOfAnExceptionIsCountedAndTheRequestIsRecordedOnce() {
        HttpResponse<String> answer = get("broken/thrown");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo(SorryServlet.TEXT);
        JsonObject record = onlyRecord("/broken/thrown");
        assertThat(record.getInt("status")).isEqualTo(500);
        assertThat(record.getInt("response_bytes")).isEqualTo(bytesOf(answer));
        assertThat(record.getString("units")).isEqualTo(Integer.toString(bytesOf(answer)));
        assertThat(record.getJsonArray("flags").getString(0)).isEqualTo("app_error");
    }

    @Test
    void aFileThatIsNotThereIsNoFailureOfTheApplication() {
        assertThat(get("pictures/none.png").statusCode()).isEqualTo(404);

        JsonObject record = onlyRecord("/pictures/none.png");
        assertThat(record.getInt("status")).isEqualTo(404);
        assertThat(record.getJsonArray("flags")).isEmpty();
    }

    @Test
    void aMappingInWebXmlReplacesThatOfTheFragment() {
        assertThat(get("unmapped").statusCode()).isEqualTo(404);
        get("broken/mapped");

        onlyRecord("/broken/mapped");
        // What came before it would be there by now.
        assertThat(admin().records("&path=/unmapped")).hasSize(mappingsAreAdded() ? 1 : 0);
    }

    @Test
    void aBeanAddsARoute() {
        get("api/v1/usage?by=bean");

        assertThat(admin().awaitRecords(1, "&route=added")).allSatisfy(record -> {
            assertThat(record.getString("path")).isEqualTo("/api/v1/usage");
            assertThat(record.getString("units")).isEqualTo("1");
        });
    }

    @Test
    void aBeanReplacesTheRouteOfTheSameId() {
        get("api/v1/greeting/Grace");

        JsonObject record = onlyRecord("/api/v1/greeting/Grace");
        assertThat(record.getString("route")).isEqualTo("replaced");
        assertThat(record.getString("endpoint")).isEqualTo("/api/v1/greeting/{who}");
        assertThat(record.getString("provider")).isEqualTo("beans");
        assertThat(record.getString("units")).isEqualTo(Integer.toString(2 * "Hello Grace".length()));
        assertThat(admin().get("routes").getJsonArray("data").getValuesAs(JsonObject.class))
                .extracting(route -> route.getString("id") + " " + route.getString("path"))
                .containsExactly(
                        "added /api/v1/usage", "broken /broken/*", "everything /*", "replaced /api/v1/greeting/{who}");
    }

    /** Open Liberty adds the mappings of web.xml to those of the fragment. */
    private static boolean mappingsAreAdded() {
        return List.of("liberty", "glassfish").contains(Servers.selected().name());
    }

    /** The host's error page or, where the server's JAX-RS writes its own answer or none, that. */
    private static void assertIsNotOurs(HttpResponse<String> answer) {
        assertThat(answer.body()).doesNotContain("urn:gauger");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).doesNotContain("problem");
    }

    /** In the charset that was sent: Open Liberty keeps to the one that was chosen before the error. */
    private static int bytesOf(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        return answer.body()
                .getBytes(Charset.forName(type.substring(type.indexOf("charset=") + "charset=".length())))
                .length;
    }

    private JsonObject onlyRecord(String path) {
        List<JsonObject> records = admin().awaitRecords(1, "&path=" + path);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private AdminClient admin() {
        return new AdminClient(application).awaitUp();
    }

    /** With the operator's token, which is nothing to the host. */
    private HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(application.resolve(path))
                .header("Authorization", "Bearer " + AdminClient.OPERATOR)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(path + ": " + e, e);
        }
    }
}
