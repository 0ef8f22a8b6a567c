package io.gauger.store;

class H2RatingProofTest extends RatingProofKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
