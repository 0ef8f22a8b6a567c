package io.gauger.store;

class PostgresPendingPurchasesTest extends PendingPurchasesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
