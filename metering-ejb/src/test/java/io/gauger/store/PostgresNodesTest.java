package io.gauger.store;

class PostgresNodesTest extends NodesKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
