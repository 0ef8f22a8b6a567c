package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.sql.DriverManager;
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
    void aDatabaseIsShownWithoutItsCredentials() {
        assertThat(Url.shown("jdbc:postgresql://me:secret@db:5432/usage?user=a&password=b"))
                .isEqualTo("jdbc:postgresql://db:5432/usage");
        assertThat(Url.shown("jdbc:h2:file:/data/gauger;PASSWORD=b")).isEqualTo("jdbc:h2:file:/data/gauger");
    }

    @Test
    void aUrlWithoutDriverIsRefusedAtOnce() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> of(Map.of("gauger.jdbc-url", "jdbc:nothing://db?password=b")))
                .withMessage("No JDBC driver takes gauger.jdbc-url (jdbc:nothing://db): put its JAR beside Gauger's, or"
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
    void closingLeavesTheDriversOfOthersRegistered() {
        long before = DriverManager.drivers().count();

        of(Map.of()).close();

        assertThat(DriverManager.drivers().count()).isEqualTo(before);
    }

    private static StoreSettings of(Map<String, String> values) {
        return StoreSettings.of(Settings.of(values), StoreSettingsTest.class.getClassLoader());
    }
}
