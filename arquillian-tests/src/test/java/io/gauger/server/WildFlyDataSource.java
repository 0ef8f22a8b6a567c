package io.gauger.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A data source in WildFly's {@code standalone.xml}, with its driver as a module. */
final class WildFlyDataSource {
    static final String JNDI_NAME = "java:/" + ServerDataSource.NAME;

    private static final String MODULE =
            """
            <module xmlns="urn:jboss:module:1.9" name="org.postgresql">
              <resources><resource-root path="driver.jar"/></resources>
              <dependencies><module name="java.se"/><module name="jdk.unsupported"/></dependencies>
            </module>
            """;

    private static final String DRIVER = "<driver name=\"postgresql\" module=\"org.postgresql\"/>";

    private static final String DATA_SOURCE =
            """
            <datasource jndi-name="%s" pool-name="usage">
              <connection-url>%s</connection-url>
              <driver>postgresql</driver>
              <security user-name="%s" password="%s"/>
            </datasource>
            """;

    private WildFlyDataSource() {}

    /** The server's own modules and those of this folder. */
    static String modulePath(ServerFolder folder, Path home) {
        return home.resolve("modules") + File.pathSeparator + folder.path().resolve("modules");
    }

    /** Writes it into the configuration below the base folder, before the server starts. */
    static void define(ServerDataSource source, ServerFolder folder, Path base) {
        Path module = Path.of(folder.file("modules/org/postgresql/main/module.xml", MODULE));
        folder.copy(source.driver(), module.resolveSibling("driver.jar"));
        Path configuration = base.resolve("configuration/standalone.xml");
        String definition = DATA_SOURCE.formatted(JNDI_NAME, source.url(), source.user(), source.password());
        try {
            String xml = Files.readString(configuration);
            Files.writeString(
                    configuration,
                    xml.replace("<drivers>", "<drivers>" + DRIVER)
                            .replace("<datasources>", "<datasources>" + definition));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not rewrite " + configuration, e);
        }
    }
}
