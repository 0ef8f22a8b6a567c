package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.sql.DataSource;

/** A pool of few real connections that, as some servers' pools do, gives them out again just as they came back. */
final class SmallPool implements Connections, AutoCloseable {
    private final boolean autoCommit;
    private final List<Connection> all;
    private final Deque<Connection> free;

    SmallPool(boolean autoCommit, Connection... connections) throws SQLException {
        this.autoCommit = autoCommit;
        this.all = List.of(connections);
        this.free = new ArrayDeque<>(all);
        for (Connection each : connections) {
            each.setAutoCommit(autoCommit);
        }
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = free.poll();
        if (connection == null) {
            throw new SQLException("The pool is exhausted");
        }
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        free.add(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Of this one only matters that it is there. */
    @Override
    public DataSource pool() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return open();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    void assertAllAreBackAsTheyCame() throws SQLException {
        assertThat(free).hasSameSizeAs(all);
        for (Connection each : all) {
            assertThat(each.getAutoCommit()).isEqualTo(autoCommit);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : all) {
            each.close();
        }
    }
}
