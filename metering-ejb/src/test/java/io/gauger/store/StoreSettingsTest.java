package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
    @Test
    void theEmbeddedDatabaseLiesInTheHomeDirectoryUnderTheApplicationsName() {
        assertThat(of(Map.of("gauger.application", "shop")).shownDatabase())
                .isEqualTo("jdbc:h2:file:" + System.getProperty("user.home") + "/.gauger/shop/gauger");
    }

    @Test
    void anyContextPathNamesADirectoryOfItsOwnWithoutLeavingTheParent() {
        String parent = "jdbc:h2:file:" + System.getProperty("user.home") + "/.gauger/";

        assertThat(List.of("a#b", "../shop", "caf\u00e9 *", "shop##1"))
                .map(name -> of(Map.of("gauger.application", name)).shownDatabase())
                .containsExactly(
                        parent + "a#b/gauger",
                        parent + "%2E.%2Fshop/gauger",
                        parent + "caf%C3%A9+%2A/gauger",
                        parent + "shop##1/gauger");
    }

    @Test
    void aUrlWithoutDriverIsRefusedAtOnce() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> of(Map.of("gauger.jdbc-url", "jdbc:nothing://db?password=b")))
                .withMessage("No JDBC driver takes gauger.jdbc-url (jdbc:nothing:...): put its JAR beside Gauger's, or"
                        + " name its class by gauger.jdbc-driver");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() ->
                        of(Map.of("gauger.jdbc-url", "jdbc:nothing://db", "gauger.jdbc-driver", "java.lang.String")))
                .withMessageContaining("was 'java.lang.String'");
    }

    @Test
    void aDriverCanBeNamed() {
        assertThat(of(Map.of("gauger.jdbc-url", "jdbc:h2:mem:x", "gauger.jdbc-driver", "org.h2.Driver"))
                        .shownDatabase())
                .isEqualTo("jdbc:h2:mem:x");
    }

    @Test
    void aUrlAndADataSourceExcludeEachOther() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> of(
                        Map.of("gauger.jdbc-url", "jdbc:h2:mem:x", "gauger.datasource", "java:comp/DefaultDataSource")))
                .withMessage("Set gauger.datasource or gauger.jdbc-url, not both");
    }

    @Test
    void aDeploymentMayNameADataSourceWhereTheApplicationDeclaresAUrl() {
        Settings settings = declaredAndOverridden(
                Map.of(
                        "gauger.jdbc-url", "jdbc:h2:mem:x",
                        "gauger.jdbc-user", "me",
                        "gauger.jdbc-password", "secret",
                        "gauger.jdbc-driver", "org.h2.Driver"),
                Map.of("gauger.datasource", "java:comp/DefaultDataSource"));

        assertThat(of(settings).shownDatabase()).isEqualTo("data source java:comp/DefaultDataSource");
        assertThat(settings.unread()).isEmpty();
    }

    @Test
    void aDeploymentMayNameAUrlWhereTheApplicationDeclaresADataSource() {
        Settings settings = declaredAndOverridden(
                Map.of("gauger.datasource", "java:comp/DefaultDataSource"), Map.of("gauger.jdbc-url", "jdbc:h2:mem:x"));

        assertThat(of(settings).shownDatabase()).isEqualTo("jdbc:h2:mem:x");
        assertThat(settings.unread()).isEmpty();
    }

    @Test
    void aUserOfNoUrlBesideADataSourceIsRefused() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(
                        () -> of(Map.of("gauger.jdbc-user", "me", "gauger.datasource", "java:comp/DefaultDataSource")))
                .withMessage("Set gauger.datasource or gauger.jdbc-user, not both");
    }

    @Test
    void closingLeavesTheDriversOfOthersRegistered() {
        long before = DriverManager.drivers().count();

        of(Map.of()).close();

        assertThat(DriverManager.drivers().count()).isEqualTo(before);
    }

    private static StoreSettings of(Map<String, String> values) {
        return of(Settings.of(values));
    }

    private static StoreSettings of(Settings settings) {
        return StoreSettings.of(settings, StoreSettingsTest.class.getClassLoader());
    }

    /** By the application's parameters, and by the filter's, which are asked before these as a deployment's are. */
    private static Settings declaredAndOverridden(Map<String, String> declared, Map<String, String> overriding) {
        ServletContext application = (ServletContext) Proxy.newProxyInstance(
                StoreSettingsTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInitParameterNames" -> Collections.enumeration(declared.keySet());
                    case "getInitParameter" -> declared.get(String.valueOf(arguments[0]));
                    case "getContextPath" -> "/shop";
                    case "getServerInfo" -> "Server/1";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return Settings.of(application, overriding);
    }
}
