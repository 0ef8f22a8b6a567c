package io.gauger.store;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaPendingPurchasesTest extends PendingPurchasesKit {
    @Override
    Connections database() {
        return MigratedDatabases.maria();
    }
}
