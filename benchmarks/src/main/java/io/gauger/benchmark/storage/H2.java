package io.gauger.benchmark.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** H2 as Gauger opens it. */
final class H2 extends TestDatabase {
    private final Path folder;

    H2() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "h2");
    }

    @Override
    String empty(String name) {
        return "jdbc:h2:file:" + folder.resolve(name) + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=10000";
    }

    @Override
    Writer plain(String url) throws SQLException {
        return new PlainJdbc(connect(url));
    }

    @Override
    Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }

    @Override
    public void close() {}
}
