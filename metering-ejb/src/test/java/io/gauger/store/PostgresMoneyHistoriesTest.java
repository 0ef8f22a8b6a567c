package io.gauger.store;

class PostgresMoneyHistoriesTest extends MoneyHistoriesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
