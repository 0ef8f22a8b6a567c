package io.gauger.store;

class H2PricesTest extends PricesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
