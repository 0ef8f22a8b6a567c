package io.gauger.store;

class PostgresKnownChangesTest extends KnownChangesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
