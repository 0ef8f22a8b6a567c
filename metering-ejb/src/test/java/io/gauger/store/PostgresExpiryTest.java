package io.gauger.store;

class PostgresExpiryTest extends ExpiryKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
