package io.gauger.benchmark.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Embedded Tomcat at a port, with one workload behind one filter. It ends with its input. */
public final class TomcatProcess {
    /** Held, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger LOG = Logger.getLogger("");

    private TomcatProcess() {}

    public static void main(String[] arguments) throws Exception {
        LOG.setLevel(Level.OFF);
        Path folder = Files.createTempDirectory("gauger-benchmark");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(Integer.parseInt(arguments[0]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // a connection is not given up after a hundred requests
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", folder.toString());
        Wrapper application = Tomcat.addServlet(context, "application", new ApplicationServlet());
        application.addInitParameter(ApplicationServlet.WORKLOAD, arguments[1]);
        context.addServletMappingDecoded("/", "application");
        Tomcat.addServlet(context, "peak-heap", new PeakHeapServlet());
        context.addServletMappingDecoded(PeakHeapServlet.PATH, "peak-heap");
        if (arguments.length > 2) {
            addFilter(context, arguments[2]);
        }
        tomcat.start();
        while (System.in.read() >= 0) {
            // nothing is said, until the end
        }
        Runtime.getRuntime().halt(0);
    }

    private static void addFilter(Context context, String rival) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(RivalFilter.RIVAL);
        definition.setFilterClass(RivalFilter.class.getName());
        definition.addInitParameter(RivalFilter.RIVAL, rival);
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName(RivalFilter.RIVAL);
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
    }
}
