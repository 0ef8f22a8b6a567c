package io.gauger.runtime;

import static java.lang.System.Logger.Level.DEBUG;

import io.gauger.admit.CallerResolver;
import io.gauger.admit.CallerResolverSource;
import io.gauger.settings.SettingException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.stream.Collectors;

/** The caller resolver that is a CDI bean of the application, whatever its qualifiers. */
public final class CdiCallerResolverSource implements CallerResolverSource {
    private static final System.Logger LOG = System.getLogger(CdiCallerResolverSource.class.getName());

    /** For the service loader. */
    public CdiCallerResolverSource() {}

    @Override
    public List<CallerResolver> resolvers() {
        CDI<Object> cdi;
        try {
            cdi = CDI.current();
        } catch (IllegalStateException | LinkageError e) {
            LOG.log(DEBUG, "The application has no CDI, so no caller resolver is a bean", e);
            return List.of();
        }
        Instance<CallerResolver> beans = cdi.select(CallerResolver.class, Any.Literal.INSTANCE);
        if (beans.isAmbiguous()) {
            throw new SettingException("several beans of the application are caller resolvers: " + names(cdi)
                    + "; annotate the one that counts with @Alternative and @Priority");
        }
        return beans.isUnsatisfied() ? List.of() : List.of(beans.get());
    }

    private static String names(CDI<Object> cdi) {
        return cdi.getBeanManager().getBeans(CallerResolver.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .map(Class::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
