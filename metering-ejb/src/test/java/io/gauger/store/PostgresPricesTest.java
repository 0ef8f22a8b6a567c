package io.gauger.store;

class PostgresPricesTest extends PricesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
