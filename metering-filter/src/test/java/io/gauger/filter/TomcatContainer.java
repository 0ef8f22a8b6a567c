package io.gauger.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

final class TomcatContainer implements Container {

    private final Tomcat tomcat = new Tomcat();
    private final String[] filters;
    private @Nullable Filter first;

    TomcatContainer() {
        this("gauger");
    }

    /** With the filter once under each of these names. */
    TomcatContainer(String... filters) {
        this.filters = filters;
    }

    /** Compresses answers for clients that ask for it. */
    TomcatContainer compressing() {
        tomcat.getConnector().setProperty("compression", "on");
        return this;
    }

    /** With a filter of the application's before ours. */
    TomcatContainer behind(Filter filter) {
        first = filter;
        return this;
    }

    /** Takes fields that other servers would refuse. */
    TomcatContainer takingLongFields() {
        tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "262144");
        return this;
    }

    @Override
    public int start(Map<String, HttpServlet> servlets, Map<String, String> parameters, Map<Integer, String> errorPages)
            throws Exception {
        File base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat")
                .toFile();
        tomcat.setBaseDir(base.getPath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", base.getPath());
        servlets.forEach((path, servlet) -> {
            Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
            wrapper.setAsyncSupported(true);
            context.addServletMappingDecoded(path, path);
        });
        errorPages.forEach((status, location) -> {
            ErrorPage page = new ErrorPage();
            page.setErrorCode(status);
            page.setLocation(location);
            context.addErrorPage(page);
        });
        if (first != null) {
            FilterDef filter = new FilterDef();
            filter.setFilter(first);
            addFilter(context, "first", filter);
        }
        for (String name : filters) {
            FilterDef filter = new FilterDef();
            filter.setFilterClass(MeteringFilter.class.getName());
            parameters.forEach(filter::addInitParameter);
            addFilter(context, name, filter);
        }
        context.addApplicationListener(RequestEnd.class.getName());
        context.addApplicationListener(MeteringStart.class.getName());
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    private static void addFilter(Context context, String name, FilterDef filter) {
        filter.setFilterName(name);
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName(name);
        map.addURLPattern("/*");
        for (DispatcherType type :
                new DispatcherType[] {DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR}) {
            map.setDispatcher(type.name());
        }
        context.addFilterMap(map);
    }

    @Override
    public void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
