package io.gauger.server;

/** A kind of server that the tests can start. Adding one means one class and one line in {@link Servers}. */
public interface ServerUnderTest {

    /** Names the kind in the {@code gauger.server} system property, in logs and in reports. */
    String name();

    /** The JNDI name under which applications find a {@link ServerDataSource}. */
    String dataSourceName();

    /**
     * Starts a fresh server with one application and returns once the application answers.
     *
     * @throws IllegalStateException if the server ends, refuses the application or takes too long; the message holds
     *     the end of its log
     */
    RunningServer start(Deployment deployment);
}
