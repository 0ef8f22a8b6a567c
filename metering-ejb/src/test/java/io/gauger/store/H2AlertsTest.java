package io.gauger.store;

class H2AlertsTest extends AlertsKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
