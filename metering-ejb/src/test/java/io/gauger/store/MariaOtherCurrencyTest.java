package io.gauger.store;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaOtherCurrencyTest extends OtherCurrencyKit {
    @Override
    Connections database() {
        return MigratedDatabases.maria();
    }
}
