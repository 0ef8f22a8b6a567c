package io.gauger.store;

class PostgresOtherCurrencyTest extends OtherCurrencyKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
