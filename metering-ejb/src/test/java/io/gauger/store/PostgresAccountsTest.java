package io.gauger.store;

class PostgresAccountsTest extends AccountsKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
