package io.gauger.store;

class H2MonthTest extends MonthKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
