package io.gauger.store;

import io.gauger.settings.Settings;
import java.sql.SQLException;
import java.util.Map;

/** The embedded default, on disk, with the options that it has in production. */
class H2StoreTest extends StoreKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }

    @Override
    Connections emptyDatabase() throws SQLException {
        return StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("empty").toString())),
                        getClass().getClassLoader())
                .connections();
    }
}
