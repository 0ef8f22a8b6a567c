package io.gauger.store;

import io.gauger.settings.Settings;
import java.sql.SQLException;
import java.util.Map;

class H2ChangedPlanTest extends ChangedPlanKit {
    @Override
    Connections database() {
        try {
            return StoreSettings.of(
                            Settings.of(Map.of("gauger.data-dir", directory.toString())),
                            getClass().getClassLoader())
                    .connections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
