package io.gauger.store;

class H2ExpiryTest extends ExpiryKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
