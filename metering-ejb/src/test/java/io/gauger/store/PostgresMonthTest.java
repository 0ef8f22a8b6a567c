package io.gauger.store;

class PostgresMonthTest extends MonthKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
