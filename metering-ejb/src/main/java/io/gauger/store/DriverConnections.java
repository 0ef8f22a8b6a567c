package io.gauger.store;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.settings.SettingException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections made by a JDBC driver directly. Not by {@link DriverManager}: a server may have another version of the
 * same driver, which would answer first for the same URL.
 */
final class DriverConnections implements Connections {
    private static final System.Logger LOG = System.getLogger(DriverConnections.class.getName());

    private final Driver driver;
    private final String url;
    private final Properties login;
    private final List<Driver> registeredByUs;

    private DriverConnections(Driver driver, String url, Properties login, List<Driver> registeredByUs) {
        this.driver = driver;
        this.url = url;
        this.login = login;
        this.registeredByUs = registeredByUs;
    }

    /**
     * Finds the driver.
     *
     * @throws SettingException if there is none
     */
    static DriverConnections of(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String driverClass,
            ClassLoader application) {
        List<Driver> before = registered();
        Properties login = new Properties();
        login.putAll(Databases.driverOptions(url));
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        Driver driver = driver(url, driverClass, application);
        List<Driver> after = new ArrayList<>(registered());
        after.removeAll(before);
        after.removeIf(each -> !isOf(application, each));
        return new DriverConnections(driver, url, login, List.copyOf(after));
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = driver.connect(url, login);
        if (connection == null) {
            throw new SQLException("The driver " + driver.getClass().getName() + " does not take this URL", "08001");
        }
        return connection;
    }

    /**
     * Drivers register themselves when they are loaded, and DriverManager loads the application's copy of each driver
     * that the server has, too, when it is asked for all: what came by us would keep the application alive. That may be a
     * driver that the application uses by DriverManager itself: no harm, as we close when it stops, but a listener of
     * its own that closes later has to keep its connection.
     */
    void close() {
        for (Driver each : registeredByUs) {
            try {
                DriverManager.deregisterDriver(each);
            } catch (SQLException e) {
                LOG.log(WARNING, "The JDBC driver " + each.getClass().getName() + " stays registered", e);
            }
        }
    }

    private static Driver driver(String url, @Nullable String driverClass, ClassLoader application) {
        if (driverClass != null) {
            return named(driverClass, application);
        }
        if (url.startsWith("jdbc:h2:")) {
            return new org.h2.Driver();
        }
        Driver offered = offered(url, application);
        if (offered != null) {
            return offered;
        }
        try {
            return withoutApplication(() -> {
                try {
                    return DriverManager.getDriver(url);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (IllegalStateException e) {
            throw new SettingException("No JDBC driver takes gauger.jdbc-url (" + Url.shown(url)
                    + "): put its JAR beside Gauger's, or name its class by gauger.jdbc-driver");
        }
    }

    private static Driver named(String driverClass, ClassLoader application) {
        try {
            return Class.forName(driverClass, true, application)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new SettingException(
                    "gauger.jdbc-driver must be a JDBC driver's class in the application, was '" + driverClass + "'");
        }
    }

    private static @Nullable Driver offered(String url, ClassLoader application) {
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, application).iterator();
        while (true) {
            try {
                if (!drivers.hasNext()) {
                    return null;
                }
                Driver driver = drivers.next();
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            } catch (ServiceConfigurationError | SQLException e) {
                LOG.log(WARNING, "A JDBC driver of the application cannot be used", e);
            }
        }
    }

    /** Not of the server, whose drivers are there for others too. */
    private static boolean isOf(ClassLoader application, Driver driver) {
        ClassLoader loader = driver.getClass().getClassLoader();
        return loader == application || loader == DriverConnections.class.getClassLoader();
    }

    private static List<Driver> registered() {
        return withoutApplication(() -> DriverManager.drivers().toList());
    }

    /** The first use of DriverManager in a JVM registers every driver of the thread's loader: not the application's. */
    private static <T> T withoutApplication(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(application);
        }
    }
}
