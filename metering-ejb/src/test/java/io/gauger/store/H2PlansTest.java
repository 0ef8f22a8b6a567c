package io.gauger.store;

class H2PlansTest extends PlansKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
