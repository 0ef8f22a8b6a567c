package io.gauger.store;

class PostgresMoneyTest extends MoneyKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
