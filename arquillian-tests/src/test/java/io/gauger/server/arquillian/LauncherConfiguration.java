package io.gauger.server.arquillian;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** Empty: the server is chosen by the system property {@code gauger.server}, as for all other tests. */
public final class LauncherConfiguration implements ContainerConfiguration {

    @Override
    public void validate() {
        // Nothing can be wrong.
    }
}
