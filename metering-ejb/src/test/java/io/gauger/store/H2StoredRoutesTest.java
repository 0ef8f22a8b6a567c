package io.gauger.store;

class H2StoredRoutesTest extends StoredRoutesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
