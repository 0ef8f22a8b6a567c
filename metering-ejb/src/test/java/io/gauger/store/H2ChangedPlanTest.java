package io.gauger.store;

class H2ChangedPlanTest extends ChangedPlanKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
