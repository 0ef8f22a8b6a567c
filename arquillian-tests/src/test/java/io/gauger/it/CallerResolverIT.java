package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.it.callers.LoginFilter;
import io.gauger.it.callers.Visit;
import io.gauger.it.callers.VisitServlet;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An application that knows its callers by their logins says so by a CDI bean, which replaces another by the rules of CDI
 * and sees the principal and the beans of the request. Its {@code web.xml} keeps all fragments but Gauger's out.
 */
class CallerResolverIT {
    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <absolute-ordering>
                <name>gauger</name>
              </absolute-ordering>
              <context-param>
                <param-name>gauger.development</param-name>
                <param-value>true</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.open</param-name>
                <param-value>GET /visit/* request</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.closed</param-name>
                <param-value>GET /visit/closed/* request auth_required=true</param-value>
              </context-param>
              <filter>
                <filter-name>login</filter-name>
                <filter-class>io.gauger.it.callers.LoginFilter</filter-class>
              </filter>
              <filter-mapping>
                <filter-name>login</filter-name>
                <url-pattern>/*</url-pattern>
              </filter-mapping>
            </web-app>
            """;

    private static final String EVERYBODY = Wars.onServer("EverybodyResolver");
    private static final String NOBODY = Wars.onServer("NobodyResolver");

    private static RunningServer server;
    private static AdminClient admin;

    @BeforeAll
    static void start() {
        server = Servers.selected()
                .start(Wars.deployment(application("callers", EVERYBODY, Wars.onServer("PrincipalResolver"))));
        admin = new AdminClient(server.baseUri()).awaitUp();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whoIsLoggedInIsBilledAndTheBeanSharesTheRequestWithTheApplication() {
        assertThat(get("/visit/1", LoginFilter.HEADER + ": ada")).endsWith("billed to ada");

        JsonObject record = onlyRecord("/visit/1");
        assertThat(record.getString("account_id")).isEqualTo("ada");
        assertThat(record.getString("key_id")).isEqualTo("login");
        assertThat(record.getString("key_name")).isEqualTo("Log in");
        assertThat(record.isNull("key_prefix")).isTrue();
        assertThat(record.getJsonArray("flags")).isEmpty();
    }

    @Test
    void whoIsNotLoggedInIsAnonymous() {
        assertThat(get("/visit/2")).endsWith("nobody asked");

        assertThat(onlyRecord("/visit/2").isNull("account_id")).isTrue();
    }

    @Test
    void aLoginIsEnoughWhereACallerIsAskedFor() {
        assertThat(get("/visit/closed/3", LoginFilter.HEADER + ": ada")).startsWith("HTTP/1.1 200");
        assertThat(get("/visit/closed/4")).startsWith("HTTP/1.1 401").contains("\"missing_key\"");

        assertThat(onlyRecord("/visit/closed/3").getString("account_id")).isEqualTo("ada");
        assertThat(onlyRecord("/visit/closed/4").getString("refusal")).isEqualTo("missing_key");
    }

    @Test
    void aKeyDecidesBeforeALogin() {
        assertThat(get("/visit/5", LoginFilter.HEADER + ": ada", "X-API-Key: gk_demo"))
                .endsWith("nobody asked");
        assertThat(get("/visit/6", LoginFilter.HEADER + ": ada", "X-API-Key: gk_unknown"))
                .startsWith("HTTP/1.1 401")
                .contains("\"invalid_key\"");

        assertThat(onlyRecord("/visit/5").getString("account_id")).isEqualTo("demo");
    }

    @Test
    void aBeanThatFailsLeavesTheAnswerAsItIsAndTheRecordFlagged() {
        assertThat(get("/visit/7", LoginFilter.HEADER + ": mallory")).endsWith("billed to mallory");
        assertThat(get("/visit/closed/8", LoginFilter.HEADER + ": mallory"))
                .startsWith("HTTP/1.1 401")
                .contains("\"unknown_caller\"");

        JsonObject served = onlyRecord("/visit/7");
        assertThat(served.isNull("account_id")).isTrue();
        assertThat(served.getString("units")).isEqualTo("1");
        assertThat(served.getJsonArray("flags").getString(0)).isEqualTo("unknown_caller");
        JsonObject refused = onlyRecord("/visit/closed/8");
        assertThat(refused.getString("refusal")).isEqualTo("unknown_caller");
        assertThat(refused.getJsonArray("flags").getString(0)).isEqualTo("unknown_caller");
    }

    @Test
    void twoBeansBetweenWhichNothingDecidesKeepTheApplicationFromStarting() {
        WebArchive undecided = application("undecided", NOBODY, EVERYBODY);

        assertThatThrownBy(() -> Servers.selected().start(Wars.deployment(undecided)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not deploy")
                .hasMessageContaining("Gauger cannot start: several beans of the application are caller resolvers: "
                        + EVERYBODY + ", " + NOBODY);
    }

    private static WebArchive application(String name, String... resolvers) {
        return Wars.add(Wars.named(name), resolvers)
                .addClasses(LoginFilter.class, Visit.class, VisitServlet.class)
                .setWebXML(new StringAsset(WEB_XML));
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
