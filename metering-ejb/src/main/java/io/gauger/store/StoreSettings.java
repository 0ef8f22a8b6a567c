package io.gauger.store;

import io.gauger.account.Operator;
import io.gauger.admit.Secret;
import io.gauger.price.DefaultCurrency;
import io.gauger.reserve.Periods;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the store is and who may operate it. Immutable; deliberately without {@code toString}, as it holds secrets. */
public final class StoreSettings implements AutoCloseable {
    static final String DEMO_TOKEN = "gat_demo";
    private static final int SHORTEST_TOKEN = 16;

    /**
     * H2 must not close itself at the JVM's exit while we still drain into it, a commit is in the file when it returns
     * (so that a killed process loses no batch), and two nodes that migrate wait for each other.
     */
    private static final String H2_OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=10000";

    private final @Nullable String dataSource;
    private final @Nullable DriverConnections direct;
    private final String shownDatabase;
    private final DataDirectory dataDirectory;
    private final boolean needsDataDirectory;
    private final @Nullable String adminToken;
    private final boolean development;
    private final Duration retention;
    private final String currency;
    private final Periods periods;

    private StoreSettings(Settings settings, ClassLoader application) {
        dataSource = usesDataSource(settings) ? settings.text("gauger.datasource") : null;
        String configuredUrl = dataSource == null ? settings.text("gauger.jdbc-url") : null;
        dataDirectory = dataDirectory(settings);
        needsDataDirectory = dataSource == null && configuredUrl == null;
        if (dataSource == null) {
            String url = configuredUrl == null
                    ? "jdbc:h2:file:" + dataDirectory.path().resolve("gauger") + H2_OPTIONS
                    : configuredUrl;
            boolean h2 = url.startsWith("jdbc:h2:");
            String user = settings.text("gauger.jdbc-user");
            direct = DriverConnections.of(
                    url,
                    user == null && h2 ? "sa" : user,
                    settings.text("gauger.jdbc-password"),
                    settings.text("gauger.jdbc-driver"),
                    application);
            shownDatabase = Url.shown(url);
        } else {
            direct = null;
            shownDatabase = "data source " + dataSource;
        }
        adminToken = settings.text("gauger.admin-token");
        development = settings.flag("gauger.development", false);
        retention = Duration.ofDays(settings.number("gauger.retention-days", 0, 0, 36_500));
        currency = DefaultCurrency.of(settings);
        periods = Periods.of(settings);
        if (adminToken != null && adminToken.startsWith(Secret.KEY)) {
            throw new SettingException("gauger.admin-token must not begin with " + Secret.KEY
                    + ", as customers' keys do: what begins so is looked for among them");
        }
        if (adminToken != null && adminToken.length() < SHORTEST_TOKEN) {
            throw new SettingException("gauger.admin-token must have at least " + SHORTEST_TOKEN
                    + " characters, as whoever guesses it reads all usage; it has " + adminToken.length());
        }
    }

    /**
     * Reads what concerns the store; touches neither the database nor the disk.
     *
     * @param application the class loader in which JDBC drivers are looked for
     * @throws SettingException if a setting cannot be used
     */
    public static StoreSettings of(Settings settings, ClassLoader application) {
        return new StoreSettings(settings, application);
    }

    /** Whether the development credentials are accepted. */
    public boolean development() {
        return development;
    }

    /** How long records are kept; zero for ever. */
    Duration retention() {
        return retention;
    }

    /** Of what belongs to no stored account, ISO 4217. */
    String currency() {
        return currency;
    }

    /** Where periods begin and end. */
    Periods periods() {
        return periods;
    }

    /** The directory on this machine that belongs to the application. */
    public Path directory() {
        return dataDirectory.path();
    }

    /** The tokens that configuration names; they hold whether or not the database is there. */
    public TokenHashes configuredTokens() {
        TokenHashes tokens = TokenHashes.none();
        if (adminToken != null) {
            tokens = tokens.and(adminToken, new Operator("gauger.admin-token", true));
        }
        if (development) {
            tokens = tokens.and(DEMO_TOKEN, new Operator(DEMO_TOKEN, true));
        }
        return tokens;
    }

    /** Takes the JDBC driver out of the JVM if it was loaded for this. */
    @Override
    public void close() {
        if (direct != null) {
            direct.close();
        }
    }

    /** Whether the operator chose a token, so that none needs to be generated. */
    boolean hasAdminToken() {
        return adminToken != null;
    }

    /** The database as it may be logged. */
    String shownDatabase() {
        return shownDatabase;
    }

    DataDirectory dataDirectory() {
        return dataDirectory;
    }

    /** The embedded database needs its directory; others need none. */
    Connections connections() throws SQLException {
        if (needsDataDirectory) {
            dataDirectory.create();
        }
        if (direct != null) {
            return direct;
        }
        if (dataSource == null) {
            throw new AssertionError("neither a data source nor a driver");
        }
        return ContainerConnections.named(dataSource);
    }

    /** Asks for all that belongs to the URL too, as what the deployment overrides is no mistake of the application. */
    private static boolean usesDataSource(Settings settings) {
        boolean uses = settings.overrides("gauger.datasource", "gauger.jdbc-url");
        if (uses) {
            for (String ofUrl : List.of("gauger.jdbc-user", "gauger.jdbc-password", "gauger.jdbc-driver")) {
                settings.overrides("gauger.datasource", ofUrl);
            }
        }
        return uses;
    }

    private static DataDirectory dataDirectory(Settings settings) {
        String configured = settings.text("gauger.data-dir");
        if (configured != null) {
            if (configured.contains(";")) {
                throw new SettingException("gauger.data-dir must not contain ';', was '" + configured + "'");
            }
            return new DataDirectory(Path.of(configured));
        }
        String application = directoryName(settings.text("gauger.application", "default"));
        return new DataDirectory(Path.of(System.getProperty("user.home", "."), ".gauger", application));
    }

    /** Context paths may have characters that file names must not; different applications keep different names. */
    private static String directoryName(String application) {
        String name = URLEncoder.encode(application, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%23", "#");
        return name.startsWith(".") ? "%2E" + name.substring(1) : name;
    }
}
