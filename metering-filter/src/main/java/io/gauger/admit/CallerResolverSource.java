package io.gauger.admit;

import java.util.List;

/**
 * Where the application's caller resolver comes from besides settings and services. Implementations are found by
 * {@link java.util.ServiceLoader} in the application.
 */
public interface CallerResolverSource {
    /**
     * The resolver, or none; asked for once when the application starts.
     *
     * @throws io.gauger.settings.SettingException if there are several and nothing decides between them
     */
    List<CallerResolver> resolvers();
}
