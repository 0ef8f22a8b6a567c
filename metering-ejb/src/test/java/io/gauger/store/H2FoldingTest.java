package io.gauger.store;

class H2FoldingTest extends FoldingKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
