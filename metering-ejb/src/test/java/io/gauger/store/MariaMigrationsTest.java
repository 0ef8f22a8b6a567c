package io.gauger.store;

import io.gauger.testing.MariaServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaMigrationsTest extends MigrationsKit {
    private final String url = MariaServer.running().url(MariaServer.running().newDatabase());

    @Override
    Connection connect() throws SQLException {
        Properties options = new Properties();
        options.putAll(Databases.driverOptions(url));
        return new org.mariadb.jdbc.Driver().connect(url, options);
    }
}
