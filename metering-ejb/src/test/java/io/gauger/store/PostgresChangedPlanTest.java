package io.gauger.store;

class PostgresChangedPlanTest extends ChangedPlanKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
