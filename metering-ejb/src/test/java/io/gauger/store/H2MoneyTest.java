package io.gauger.store;

class H2MoneyTest extends MoneyKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
