package io.gauger.store;

import io.gauger.settings.Settings;
import java.sql.SQLException;
import java.util.Map;

/** The embedded default, on disk, with the options that it has in production. */
class H2StoreTest extends StoreKit {
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
