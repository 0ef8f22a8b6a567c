package io.gauger.store;

class H2KnownChangesTest extends KnownChangesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
