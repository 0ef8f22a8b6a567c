package io.gauger.store;

import io.gauger.settings.Settings;
import io.gauger.testing.PostgresServer;
import java.sql.SQLException;
import java.util.Map;

class PostgresChangedPlanTest extends ChangedPlanKit {
    @Override
    Connections database() {
        PostgresServer server = PostgresServer.running();
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
