package io.gauger.store;

class H2PlanChargesTest extends PlanChargesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
