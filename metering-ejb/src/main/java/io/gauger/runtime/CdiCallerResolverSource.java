package io.gauger.runtime;

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
    /** For the service loader. */
    public CdiCallerResolverSource() {}

    @Override
    public List<CallerResolver> resolvers() {
        Instance<CallerResolver> resolvers = ApplicationBeans.of(CallerResolver.class);
        if (resolvers == null || resolvers.isUnsatisfied()) {
            return List.of();
        }
        if (resolvers.isAmbiguous()) {
            throw new SettingException("several beans of the application are caller resolvers: " + names()
                    + "; annotate the one that counts with @Alternative and @Priority");
        }
        return List.of(resolvers.get());
    }

    private static String names() {
        return CDI.current().getBeanManager().getBeans(CallerResolver.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .map(Class::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
