package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gauger.it.host.EchoServlet;
import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drop-in JAR in the smallest application, a servlet without JAX-RS and beans, which changes in its {@code web.xml}
 * what the JAR's fragment says. It is in production: without development mode, and no token is configured.
 */
class ConfigurationIT {
    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>gauger.route.everything</param-name>
                <param-value>* /* request</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.special</param-name>
                <param-value>GET /v1/special request</param-value>
              </context-param>
              <filter>
                <filter-name>gauger</filter-name>
                <filter-class>io.gauger.filter.MeteringFilter</filter-class>
                <async-supported>true</async-supported>
                <init-param>
                  <param-name>gauger.route.special</param-name>
                  <param-value>GET /v1/special custom metering_expr=7.5</param-value>
                </init-param>
              </filter>
              <filter-mapping>
                <filter-name>gauger</filter-name>
                <url-pattern>/v1/*</url-pattern>
                <dispatcher>REQUEST</dispatcher>
                <dispatcher>ASYNC</dispatcher>
                <dispatcher>ERROR</dispatcher>
              </filter-mapping>
            </web-app>
            """;

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Path tokenFile;
    private static AdminClient admin;

    @BeforeAll
    static void start() throws IOException {
        server = Servers.selected().start(Deployment.of(war(WEB_XML)));
        tokenFile = server.home().resolve(".gauger/ROOT/operator-token");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(tokenFile));
        admin = new AdminClient(server.baseUri(), Files.readString(tokenFile).strip()).awaitUp();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theFirstOperatorTokenIsInAFileOfItsOwnersOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile.getParent())))
                .isEqualTo("rwx------");
        assertThat(Files.readString(tokenFile)).matches("gat_[0-9A-Za-z]{27,}\n");
    }

    @Test
    void theLogNamesTheFileButNotTheToken() throws IOException {
        String log = Files.readString(server.log());

        assertThat(log).contains(tokenFile.toString());
        assertThat(log).doesNotContain(Files.readString(tokenFile).strip());
    }

    @Test
    void theGeneratedTokenOpensTheAdminApiAndTheDevelopmentTokenDoesNot() {
        assertThat(admin.get("usage")).containsKey("totals");
        assertThat(admin.request("GET", "usage", "Bearer gat_demo").statusCode())
                .isEqualTo(401);
    }

    @Test
    void theDevelopmentKeyIsUnknown() {
        String answer = get("/v1/by-demo-key", "Authorization: Bearer gk_demo");

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("application/problem+json", "\"invalid_key\"");
        JsonObject record = onlyRecord("/v1/by-demo-key");
        assertThat(record.getString("refusal")).isEqualTo("invalid_key");
        assertThat(record.getString("units")).isEqualTo("0");
        assertThat(record.isNull("account_id")).isTrue();
    }

    @Test
    void anInitParamOfTheFilterOverridesAContextParam() {
        assertThat(get("/v1/special")).startsWith("HTTP/1.1 200 ").endsWith("/v1/special");

        JsonObject record = onlyRecord("/v1/special");
        assertThat(record.getString("route")).isEqualTo("special");
        assertThat(record.getString("units")).isEqualTo("7.5");
        assertThat(record.getInt("response_bytes")).isEqualTo("/v1/special".length());
    }

    @Test
    void aMappingInWebXmlReplacesThatOfTheFragment() {
        assertThat(get("/elsewhere/1")).startsWith("HTTP/1.1 200 ").endsWith("/elsewhere/1");
        get("/v1/mapped");

        JsonObject record = onlyRecord("/v1/mapped");
        assertThat(record.getString("route")).isEqualTo("everything");
        assertThat(record.getString("units")).isEqualTo("1");
        // What came before it would be there by now.
        assertThat(admin.records("&path=/elsewhere/1"))
                .hasSize(Servers.selected().name().equals("glassfish") ? 1 : 0);
    }

    @Test
    void anApplicationWithoutJaxRsKeepsItsOwnPaths() {
        assertThat(get("/usage")).endsWith("/usage");
        assertThat(get("/metering-of-mine")).endsWith("/metering-of-mine");
    }

    @Test
    void aRouteThatCannotBeUsedKeepsTheApplicationFromStartingAndTheLogSaysWhyAndWhere() throws IOException {
        String webXml = WEB_XML.replace("metering_expr=7.5", "metering_expr=status + colour");

        assertThatThrownBy(() -> Servers.selected().start(Deployment.of(war(webXml))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not deploy")
                .hasMessageContaining("Gauger cannot start: ")
                .hasMessageContaining("special")
                .hasMessageContaining("'status + colour'")
                .hasMessageContaining("(at position 9)");
    }

    private static JsonObject onlyRecord(String path) {
        List<JsonObject> records = admin.awaitRecords(1, "&path=" + path);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static String get(String path, String... headers) {
        return RawHttp.exchange(server.baseUri(), "GET " + path, List.of(headers), new byte[0]);
    }

    private static Path war(String webXml) {
        Path war = folder.resolve(webXml.equals(WEB_XML) ? "plain.war" : "wrong.war");
        ShrinkWrap.create(WebArchive.class)
                .addClass(EchoServlet.class)
                .setWebXML(new StringAsset(webXml))
                .addAsLibraries(BuiltFiles.dropInJar().toFile())
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }
}
