package io.gauger.store;

class PostgresFoldingTest extends FoldingKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
