package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One WAR, of which the deployment alone says into which database its usage goes. */
class OtherDatabaseIT {
    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>gauger.development</param-name>
                <param-value>true</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.hello</param-name>
                <param-value>GET /hello custom metering_expr=responseBytes / 8</param-value>
              </context-param>
              <data-source>
                <name>java:app/jdbc/usage</name>
                <class-name>org.postgresql.ds.PGSimpleDataSource</class-name>
                <url>%s</url>
                <user>%s</user>
                <password>%s</password>
              </data-source>
              <!-- reference -->
            </web-app>
            """;

    /** What makes the server close the application before the data source. */
    private static final String REFERENCE =
            """
            <resource-ref>
              <res-ref-name>jdbc/referred</res-ref-name>
              <res-type>javax.sql.DataSource</res-type>
              <res-auth>Container</res-auth>
              <lookup-name>%s</lookup-name>
            </resource-ref>
            """;

    @TempDir
    private static Path folder;

    private static Postgres postgres;
    private static Path war;
    private static Path referring;

    @BeforeAll
    static void start() throws IOException {
        postgres = new Postgres();
        List.of("by_property", "by_environment", "of_application", "of_server", "referred")
                .forEach(postgres::create);
        String webXml = WEB_XML.formatted(postgres.url("of_application"), Postgres.USER, Postgres.PASSWORD);
        war = war("other.war", webXml);
        String reference = REFERENCE.formatted(Servers.selected().dataSourceName());
        referring = war("referring.war", webXml.replace("<!-- reference -->", reference));
    }

    private static Path war(String name, String webXml) {
        Path war = folder.resolve(name);
        ShrinkWrap.create(WebArchive.class)
                .addClass(HelloServlet.class)
                .setWebXML(new StringAsset(webXml))
                .addAsLibraries(
                        BuiltFiles.dropInJar().toFile(), Postgres.driver().toFile())
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    @Tag("once")
    void withoutAWordItIsTheEmbeddedOne() throws IOException {
        try (RunningServer server = Servers.selected().start(deployment(war))) {
            callAndSee(server);

            assertThat(server.home().resolve(".gauger/ROOT/gauger.mv.db")).exists();
        }
    }

    // on the other servers the suite runs in PostgreSQL so
    @Test
    @Tag("once")
    void aUrlBySystemProperties() throws IOException {
        assertUsageIn(
                "by_property",
                deployment(war)
                        .withSystemProperty("gauger.jdbc-url", postgres.url("by_property"))
                        .withSystemProperty("gauger.jdbc-user", Postgres.USER)
                        .withSystemProperty("gauger.jdbc-password", Postgres.PASSWORD),
                postgres.url("by_property"));
    }

    @Test
    @Tag("once")
    void aUrlByEnvironmentVariables() throws IOException {
        assertUsageIn(
                "by_environment",
                deployment(war)
                        .withEnvironment("GAUGER_JDBC_URL", postgres.url("by_environment"))
                        .withEnvironment("GAUGER_JDBC_USER", Postgres.USER)
                        .withEnvironment("GAUGER_JDBC_PASSWORD", Postgres.PASSWORD),
                postgres.url("by_environment"));
    }

    @Test
    void aDataSourceThatTheApplicationDefines() throws IOException {
        assertUsageIn(
                "of_application",
                deployment(war).withSystemProperty("gauger.datasource", "java:app/jdbc/usage"),
                "data source java:app/jdbc/usage");
    }

    @Test
    void aDataSourceThatTheServerDefines() throws IOException {
        String name = Servers.selected().dataSourceName();
        Deployment deployment = deployment(war)
                .withDataSource(postgres.dataSource("of_server"))
                .withEnvironment("GAUGER_DATASOURCE", name);
        if (Servers.selected().name().equals("wildfly")) {
            // It closes a data source that no descriptor names before the application.
            deployment = deployment.withSystemProperty("gauger.shutdown-seconds", "0");
            try (RunningServer server = Servers.selected().start(deployment)) {
                callAndSee(server);
                assertThat(usageIn("of_server")).isEqualTo("3 records, 1.875000000 units");
            }
        } else {
            assertUsageIn("of_server", deployment, "data source " + name);
        }
    }

    @Test
    void aDataSourceThatTheServerDefinesAndTheApplicationRefersTo() throws IOException {
        assertUsageIn(
                "referred",
                deployment(referring)
                        .withDataSource(postgres.dataSource("referred"))
                        .withSystemProperty("gauger.datasource", "java:comp/env/jdbc/referred"),
                "data source java:comp/env/jdbc/referred");
    }

    private static Deployment deployment(Path war) {
        return Deployment.of(war).withDriver(Postgres.driver());
    }

    private static void assertUsageIn(String database, Deployment deployment, String shown) throws IOException {
        Path log;
        try (RunningServer server = Servers.selected().start(deployment)) {
            log = server.log();
            callAndSee(server);

            assertThat(usageIn(database)).isEqualTo("3 records, 1.875000000 units");
            assertThat(server.home().resolve(".gauger/ROOT/gauger.mv.db")).doesNotExist();
            // Answered when the server is told to stop, and no second for the timer.
            call(server);
            server.stop();
        }
        assertThat(usageIn(database)).isEqualTo("4 records, 2.500000000 units");
        assertThat(Files.readString(log))
                .contains("Usage records go to " + shown)
                .doesNotContain(Postgres.PASSWORD);
    }

    private static void callAndSee(RunningServer server) {
        AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
        for (int i = 0; i < 3; i++) {
            call(server);
        }
        assertThat(admin.awaitRecords(3, "")).hasSize(3).allSatisfy(record -> assertThat(record.getString("units"))
                .isEqualTo("0.625"));
    }

    private static void call(RunningServer server) {
        assertThat(RawHttp.exchange(server.baseUri(), "GET /hello", List.of(), new byte[0]))
                .startsWith("HTTP/1.1 200 ")
                .contains("hello");
    }

    private static String usageIn(String database) {
        return postgres.ask(database, "select count(*) || ' records, ' || sum(units) || ' units' from gauger_record");
    }
}
