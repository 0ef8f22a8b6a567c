package io.gauger.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.config.TargetServer;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Our persistence unit, made in code: without a {@code META-INF/persistence.xml} no server deploys it with a provider
 * or data source of its own choice, nor confuses it with the application's units.
 */
final class PersistenceUnit implements PersistenceUnitInfo {
    private static final String NAME = "gauger";
    private static final String POOL = PersistenceUnitProperties.CONNECTION_POOL + "default.";
    private static final int BATCH = 1000;
    private static final int FEWEST_CONNECTIONS = 1;
    static final int MOST_CONNECTIONS = 8;

    private final @Nullable DataSource pool;

    private PersistenceUnit(@Nullable DataSource pool) {
        this.pool = pool;
    }

    /** Opens the unit and its first connection. */
    static EntityManagerFactory open(Connections connections, Database database) {
        DataSource pool = connections.pool();
        Map<String, Object> properties = properties(database);
        if (pool == null) {
            properties.put(PersistenceUnitProperties.JDBC_CONNECTOR, new PooledConnector(connections));
        }
        EntityManagerFactory factory =
                new PersistenceProvider().createContainerEntityManagerFactory(new PersistenceUnit(pool), properties);
        // A connection that died idle is replaced once, at once; the default waits 5 s and tries three times.
        DatabaseLogin login = factory.unwrap(ServerSession.class).getLogin();
        login.setQueryRetryAttemptCount(1);
        login.setDelayBetweenConnectionAttempts(0);
        return factory;
    }

    private static Map<String, Object> properties(Database database) {
        Map<String, Object> properties = new HashMap<>();
        // EclipseLink shares one session among all units of a name in the JVM; ours belongs to one application.
        properties.put(PersistenceUnitProperties.SESSION_NAME, NAME + "-" + UUID.randomUUID());
        properties.put(
                PersistenceUnitProperties.TARGET_DATABASE, database.platform().getName());
        properties.put(PersistenceUnitProperties.TARGET_SERVER, TargetServer.None);
        properties.put(PersistenceUnitProperties.WEAVING, "false");
        properties.put(PersistenceUnitProperties.DEPLOY_ON_STARTUP, "true");
        properties.put(PersistenceUnitProperties.BATCH_WRITING, "JDBC");
        properties.put(PersistenceUnitProperties.BATCH_WRITING_SIZE, Integer.toString(BATCH));
        properties.put(PersistenceUnitProperties.CACHE_STATEMENTS, "true");
        properties.put(POOL + PersistenceUnitProperties.CONNECTION_POOL_INITIAL, Integer.toString(FEWEST_CONNECTIONS));
        properties.put(POOL + PersistenceUnitProperties.CONNECTION_POOL_MIN, Integer.toString(FEWEST_CONNECTIONS));
        properties.put(POOL + PersistenceUnitProperties.CONNECTION_POOL_MAX, Integer.toString(MOST_CONNECTIONS));
        // Every failure reaches us as an exception, which we log once; values do not belong into it.
        // JavaLogger takes loggers, which Open Liberty shares among applications and ties to the one that asked first.
        properties.put(PersistenceUnitProperties.LOGGING_LOGGER, "DefaultLogger");
        properties.put(PersistenceUnitProperties.LOGGING_LEVEL, "OFF");
        properties.put(PersistenceUnitProperties.LOGGING_PARAMETERS, "false");
        return properties;
    }

    @Override
    public String getPersistenceUnitName() {
        return NAME;
    }

    @Override
    public String getPersistenceProviderClassName() {
        return PersistenceProvider.class.getName();
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
        return PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public @Nullable DataSource getJtaDataSource() {
        return null;
    }

    @Override
    public @Nullable DataSource getNonJtaDataSource() {
        return pool;
    }

    @Override
    public List<String> getMappingFileNames() {
        return List.of();
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return EmptyRoot.url();
    }

    @Override
    public List<String> getManagedClassNames() {
        return List.of(RecordRow.class.getName());
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
        return RecordRow.class.getClassLoader();
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // Weaving is off: it would need an agent of the server.
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
        return new ClassLoader(getClassLoader()) {};
    }
}
