package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class H2MigrationsTest extends MigrationsKit {
    @Override
    Connection connect() throws SQLException {
        return new org.h2.Driver()
                .connect("jdbc:h2:file:" + directory.resolve("db") + ";LOCK_TIMEOUT=5000", new Properties());
    }

    /** Whoever changes a script that was applied somewhere makes that database unusable: add another instead. */
    @Test
    void shippedScriptsNeverChange() {
        assertThat(Migration.shipped(new H2Database(), 1, "records_and_operator_tokens")
                        .checksum())
                .isEqualTo("658131c7d9bdd009b48a159ecb8097783856857f1e7b6d1615eb1174705254ce");
    }
}
