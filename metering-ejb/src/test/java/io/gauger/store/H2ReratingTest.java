package io.gauger.store;

class H2ReratingTest extends ReratingKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
