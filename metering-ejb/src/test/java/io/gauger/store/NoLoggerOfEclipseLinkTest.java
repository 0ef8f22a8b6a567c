package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Test;

/**
 * A logger of {@code java.util.logging} is shared by all applications in a server, and on Open Liberty keeps the class that
 * asked for it first. So an application that is gone would stay as long as another one has the logger.
 */
class NoLoggerOfEclipseLinkTest extends OpenStore {
    @Override
    Connections database() {
        return MigratedDatabases.h2(directory);
    }

    @Test
    void anOpenStoreHasNoLoggerThatAnotherApplicationWouldGetToo() {
        assertThat(list()).isEmpty();

        assertThat(Collections.list(LogManager.getLogManager().getLoggerNames()))
                .noneMatch(name -> name.contains("eclipse.persistence"));
    }
}
