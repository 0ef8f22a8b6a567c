package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.settings.Settings;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A data source that the server pools, found by its JNDI name. */
class ContainerStoreTest extends StoreKit {
    private static final Map<String, Object> JNDI = new ConcurrentHashMap<>();

    private JdbcConnectionPool pool;

    @BeforeAll
    static void serveNames() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    }

    @AfterEach
    void closePool() {
        pool.dispose();
        JNDI.clear();
    }

    @Override
    Connections database() {
        pool = JdbcConnectionPool.create("jdbc:h2:file:" + MigratedDatabases.h2File(directory), "sa", "");
        JNDI.put("java:comp/DefaultDataSource", pool);
        try {
            return named("java:comp/DefaultDataSource");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Connections emptyDatabase() throws SQLException {
        pool.dispose();
        pool = JdbcConnectionPool.create("jdbc:h2:file:" + directory.resolve("empty"), "sa", "");
        JNDI.put("java:comp/env/empty", pool);
        return named("java:comp/env/empty");
    }

    @Test
    void everyConnectionIsGivenBackToThePool() {
        assertThat(pool.getActiveConnections()).isZero();
    }

    @Test
    void aNameThatIsNoDataSourceIsToldAsSuch() {
        JNDI.put("java:comp/env/text", "text");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> named("java:comp/env/text"))
                .withMessage("gauger.datasource names 'java:comp/env/text', which is no data source");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> named("java:comp/env/other"))
                .withMessage("gauger.datasource names 'java:comp/env/other', which the server has not");
    }

    private Connections named(String jndiName) throws SQLException {
        return StoreSettings.of(
                        Settings.of(Map.of("gauger.datasource", jndiName)),
                        getClass().getClassLoader())
                .connections();
    }

    /** The naming service of a server, reduced to a map. */
    public static final class Names implements InitialContextFactory {
        /** For JNDI. */
        public Names() {}

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    Names.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                        Object found = JNDI.get(String.valueOf(arguments[0]));
                        if (found == null) {
                            throw new NameNotFoundException(String.valueOf(arguments[0]));
                        }
                        return found;
                    });
        }
    }
}
