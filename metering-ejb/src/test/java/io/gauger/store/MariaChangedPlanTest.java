package io.gauger.store;

import io.gauger.settings.Settings;
import io.gauger.testing.MariaServer;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaChangedPlanTest extends ChangedPlanKit {
    @Override
    Connections database() {
        MariaServer server = MariaServer.running();
        try {
            return StoreSettings.of(
                            Settings.of(Map.of("gauger.jdbc-url", server.url(server.newDatabase()))),
                            getClass().getClassLoader())
                    .connections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
