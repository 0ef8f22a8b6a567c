package io.gauger.store;

class PostgresPlanChargesTest extends PlanChargesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
