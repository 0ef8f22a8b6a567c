package io.gauger.store;

class PostgresPurchasesTest extends PurchasesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
