package io.gauger.store;

import io.gauger.testing.PostgresServer;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The same on the oldest PostgreSQL that is supported. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OldestPostgresAgingPartitionsTest extends AgingPartitionsTest {
    @Override
    PostgresServer server() {
        return PostgresServer.oldest();
    }
}
