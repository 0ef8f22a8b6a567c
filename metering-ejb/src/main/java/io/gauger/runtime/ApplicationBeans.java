package io.gauger.runtime;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import org.jspecify.annotations.Nullable;

/** The CDI beans of the application, which may have no CDI at all: servers tell so in one way or another. */
final class ApplicationBeans {
    private static final System.Logger LOG = System.getLogger(ApplicationBeans.class.getName());

    private ApplicationBeans() {}

    /** Those of the type, whatever their qualifiers; null if the application has no CDI. */
    static <T> @Nullable Instance<T> of(Class<T> type) {
        try {
            return CDI.current().select(type, Any.Literal.INSTANCE);
        } catch (IllegalStateException | LinkageError e) {
            LOG.log(DEBUG, "The application has no CDI, so none of its beans is a " + type.getSimpleName(), e);
            return null;
        }
    }
}
