package io.gauger.benchmark.storage;

import io.gauger.testing.MariaServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** MariaDB at its defaults, which force each commit to the disk. Ends with this JVM. */
final class Maria extends TestDatabase {
    private final MariaServer server = MariaServer.durable();

    @Override
    String empty(String name) {
        return server.url(server.newDatabase());
    }

    /** Inserts go over the wire in bulk by default, updates only by this. */
    @Override
    Writer plain(String url) throws SQLException {
        return new PlainJdbc(connect(url + "&useBulkStmts=true"));
    }

    @Override
    Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    public void close() {}
}
