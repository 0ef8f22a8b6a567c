package io.gauger.benchmark.server;

import io.gauger.benchmark.Application;
import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rival;
import io.gauger.benchmark.rival.Rivals;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * Tomcat with one workload behind one filter. It prints its port, and its peak heap in bytes for every line that it
 * reads; it ends with its input.
 */
public final class ServerProcess {
    /** Held, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger LOG = Logger.getLogger("");

    private ServerProcess() {}

    public static void main(String[] arguments) throws Exception {
        LOG.setLevel(Level.OFF);
        Workload workload = Workload.valueOf(arguments[0]);
        Path folder = Files.createTempDirectory("gauger-benchmark");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // a connection is not given up after a hundred requests
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "application", new ApplicationServlet(workload));
        context.addServletMappingDecoded("/", "application");
        Rivals rival = Rivals.valueOf(arguments[1]);
        if (rival != Rivals.NO_FILTER) {
            addFilter(context, rival.make());
        }
        tomcat.start();
        System.out.println(tomcat.getConnector().getLocalPort());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (input.readLine() != null) {
            System.out.println(peakHeap());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void addFilter(Context context, Rival rival) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("rival");
        definition.setFilter(new RivalFilter(rival));
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("rival");
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
    }

    /** The sum of what each part of the heap held at most, though not all at the same time. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static final class ApplicationServlet extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final transient Application application;

        ApplicationServlet(Workload workload) {
            application = new Application(workload);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            application.doFilter(request, response);
        }
    }

    private record RivalFilter(Rival rival) implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            rival.filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
        }
    }
}
