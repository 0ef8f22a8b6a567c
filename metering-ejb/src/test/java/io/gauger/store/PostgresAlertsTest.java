package io.gauger.store;

class PostgresAlertsTest extends AlertsKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
