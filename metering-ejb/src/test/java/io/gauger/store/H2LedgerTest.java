package io.gauger.store;

class H2LedgerTest extends LedgerProofKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
