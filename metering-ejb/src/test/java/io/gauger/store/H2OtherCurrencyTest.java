package io.gauger.store;

class H2OtherCurrencyTest extends OtherCurrencyKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
