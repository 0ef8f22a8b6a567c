package io.gauger.server;

import java.util.List;

/** All kinds of servers that the tests know. */
public final class Servers {

    private static final List<ServerUnderTest> ALL =
            List.of(new PayaraMicro(), new WildFly(), new GlassFish(), new OpenLiberty(), new TomEE());

    private Servers() {}

    /** The one that the system property {@code gauger.server} names; Payara Micro without it. */
    public static ServerUnderTest selected() {
        return named(System.getProperty("gauger.server", "payara-micro"));
    }

    /**
     * Names this run of the tests in reports: {@code gauger.run}, or the server's name without it. One build may run the
     * tests on a server more than once, as with another JDK.
     */
    public static String run() {
        return System.getProperty("gauger.run", selected().name());
    }

    public static List<String> names() {
        return ALL.stream().map(ServerUnderTest::name).toList();
    }

    static ServerUnderTest named(String name) {
        return ALL.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No server \"" + name + "\"; there are " + names()));
    }
}
