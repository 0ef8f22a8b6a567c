package io.gauger.store;

class PostgresPlansTest extends PlansKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
