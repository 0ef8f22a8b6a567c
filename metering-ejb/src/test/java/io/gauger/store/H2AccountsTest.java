package io.gauger.store;

class H2AccountsTest extends AccountsKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
