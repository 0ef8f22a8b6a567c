package io.gauger.store;

class PostgresLedgerTest extends LedgerProofKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
