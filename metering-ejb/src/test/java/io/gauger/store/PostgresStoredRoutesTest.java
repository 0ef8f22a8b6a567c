package io.gauger.store;

class PostgresStoredRoutesTest extends StoredRoutesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
