package io.gauger.store;

class H2NodesTest extends NodesKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
