package io.gauger.store;

class H2MoneyHistoriesTest extends MoneyHistoriesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
