package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gauger.it.host.BrokenServlet;
import io.gauger.it.host.EchoServlet;
import io.gauger.it.host.SorryServlet;
import io.gauger.server.BuiltFiles;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * An application whose {@code web.xml} says {@code metadata-complete="true"}: the container then takes nothing from web
 * fragments and annotations, so the filter, its listeners and the admin API are registered by hand.
 */
class MetadataCompleteIT {
    private static final String REGISTRATION = "  <listener>";
    private static final String THE_REST = "\n  <!-- The application's own";
    private static final Pattern ADMIN = Pattern.compile(
            "<servlet>\\s*<servlet-name>io\\.gauger\\.admin\\.AdminApplication</servlet-name>\\s*</servlet>");

    private static RunningServer server;
    private static AdminClient admin;

    @BeforeAll
    static void start() throws IOException {
        if (findsNoBeans()) {
            return;
        }
        server = Servers.selected().start(Wars.deployment(application("by-hand", webXml())));
        admin = new AdminClient(server.baseUri()).awaitUp();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> registeredByHand() {
        if (findsNoBeans()) {
            return Stream.of(dynamicTest(
                    "the application does not start, and the log says why",
                    MetadataCompleteIT::theApplicationDoesNotStartAndTheLogSaysWhy));
        }
        return Stream.of(
                dynamicTest(
                        "an asynchronous answer is metered, stored, and billed to whom a bean tells",
                        MetadataCompleteIT::anAsynchronousAnswerIsMeteredStoredAndBilledToWhomABeanTells),
                dynamicTest(
                        "an error page is counted, which needs the listener",
                        MetadataCompleteIT::anErrorPageIsCountedWhichNeedsTheListener),
                dynamicTest("the admin API answers", MetadataCompleteIT::theAdminApiAnswers));
    }

    private static void anAsynchronousAnswerIsMeteredStoredAndBilledToWhomABeanTells() {
        assertThat(get("/v1/echo")).startsWith("HTTP/1.1 200").endsWith("/v1/echo");

        JsonObject record = onlyRecord("/v1/echo");
        assertThat(record.getString("units")).isEqualTo("8");
        assertThat(record.getString("account_id")).isEqualTo("everybody");
    }

    private static void anErrorPageIsCountedWhichNeedsTheListener() {
        assertThat(get("/broken/sent")).startsWith("HTTP/1.1 503").contains("Sorry, that was bad");

        JsonObject record = onlyRecord("/broken/sent");
        assertThat(record.getInt("status")).isEqualTo(503);
        assertThat(record.getInt("response_bytes")).isPositive();
    }

    private static void theAdminApiAnswers() {
        assertThat(admin.get("routes").getJsonArray("data")).hasSize(1);
        assertThat(admin.request("GET", "usage", null).statusCode()).isEqualTo(401);
    }

    @Test
    void theDocumentationShowsWhatIsRegisteredHere() throws IOException {
        String webXml = resource("web.xml");
        String documentation =
                withoutIndentation(Files.readString(BuiltFiles.workFolder().resolve("../../docs/configuration.md")));

        assertThat(documentation)
                .contains(withoutIndentation(webXml.substring(webXml.indexOf(REGISTRATION), webXml.indexOf(THE_REST))))
                .contains(withoutIndentation(resource("ejb-jar.xml")))
                .contains(withoutIndentation(resource("wildfly-servlet.xml")));
    }

    @Test
    void withoutARegistrationNothingIsMeteredAndNothingSaysThatItIs() throws IOException {
        String webXml = webXml();
        String none = webXml.substring(0, webXml.indexOf(REGISTRATION)) + webXml.substring(webXml.indexOf(THE_REST));
        try (RunningServer unregistered = Servers.selected().start(Wars.deployment(application("nothing", none)))) {
            String answer = RawHttp.exchange(unregistered.baseUri(), "GET /v1/echo", List.of(), new byte[0]);
            String health = RawHttp.exchange(
                    unregistered.baseUri(),
                    "GET /metering/v1/health",
                    List.of("Authorization: Bearer gat_demo"),
                    new byte[0]);

            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("/v1/echo");
            assertThat(Files.readString(unregistered.log()).contains("Gauger meters "))
                    .isEqualTo(takesTheFragmentAllTheSame());
            if (!takesTheFragmentAllTheSame()) {
                assertThat(health).doesNotContain("\"status\":\"up\"");
            }
        }
    }

    private static void theApplicationDoesNotStartAndTheLogSaysWhy() {
        assertThatThrownBy(() -> Servers.selected().start(Wars.deployment(application("by-hand", webXml()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not deploy")
                .hasMessageContaining("Gauger cannot start: ")
                .hasMessageContaining("this application has no CDI");
    }

    private static boolean takesTheFragmentAllTheSame() {
        return List.of("payara-micro", "glassfish").contains(Servers.selected().name());
    }

    /** TomEE looks through no class for beans then. */
    private static boolean findsNoBeans() {
        return Servers.selected().name().equals("tomee");
    }

    private static WebArchive application(String name, String webXml) {
        return Wars.add(Wars.named(name), Wars.onServer("EverybodyResolver"))
                .addClasses(EchoServlet.class, BrokenServlet.class, SorryServlet.class)
                .addAsWebInfResource("by-hand/ejb-jar.xml", "ejb-jar.xml")
                .addAsWebInfResource("by-hand/beans.xml", "beans.xml")
                .setWebXML(new StringAsset(webXml));
    }

    /** As documented; WildFly does not know a servlet that has only the name of an application class. */
    private static String webXml() throws IOException {
        String webXml = resource("web.xml");
        return Servers.selected().name().equals("wildfly")
                ? ADMIN.matcher(webXml).replaceFirst(resource("wildfly-servlet.xml"))
                : webXml;
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = MetadataCompleteIT.class.getResourceAsStream("/by-hand/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String withoutIndentation(String text) {
        return text.strip().lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static JsonObject onlyRecord(String path) {
        List<JsonObject> records = admin.awaitRecords(1, "&path=" + path);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static String get(String path) {
        return RawHttp.exchange(server.baseUri(), "GET " + path, List.of(), new byte[0]);
    }
}
