package io.gauger.store;

class H2PendingPurchasesTest extends PendingPurchasesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
