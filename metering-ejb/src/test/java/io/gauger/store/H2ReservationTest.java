package io.gauger.store;

class H2ReservationTest extends ReservationKit {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }
}
