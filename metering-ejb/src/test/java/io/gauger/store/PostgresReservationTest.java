package io.gauger.store;

class PostgresReservationTest extends ReservationKit {
    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }
}
