package io.gauger.store;

class PostgresReratingTest extends ReratingKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
