package io.gauger.store;

class H2PurchasesTest extends PurchasesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
