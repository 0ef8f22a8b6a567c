package io.gauger.store;

class PostgresRatingProofTest extends RatingProofKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
