package io.gauger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import io.gauger.admit.CallerResolverSource;
import io.gauger.settings.SettingException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Which bean of the application says who is billed. */
class CdiCallerResolverSourceTest {
    private static final HttpServletRequest REQUEST = (HttpServletRequest) Proxy.newProxyInstance(
            CdiCallerResolverSourceTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> null);

    private final CallerResolverSource source =
            ServiceLoader.load(CallerResolverSource.class).findFirst().orElseThrow();

    @Test
    void aBeanIsTheResolver() throws Exception {
        try (SeContainer cdi = application(First.class)) {
            assertThat(cdi.isRunning()).isTrue();
            assertThat(account()).isEqualTo("first");
        }
    }

    @Test
    void anAlternativeWithAPriorityIsTakenInPlaceOfAnother() throws Exception {
        try (SeContainer cdi = application(First.class, Chosen.class)) {
            assertThat(cdi.isRunning()).isTrue();
            assertThat(account()).isEqualTo("chosen");
        }
    }

    @Test
    void betweenTwoNothingDecidesAndTheMessageNamesBoth() {
        try (SeContainer cdi = application(First.class, Second.class)) {
            assertThat(cdi.isRunning()).isTrue();
            assertThatThrownBy(source::resolvers)
                    .isInstanceOf(SettingException.class)
                    .hasMessage("several beans of the application are caller resolvers: " + First.class.getName() + ", "
                            + Second.class.getName()
                            + "; annotate the one that counts with @Alternative and @Priority");
        }
    }

    @Test
    void withoutABeanOrWithoutCdiThereIsNone() {
        try (SeContainer cdi = application(Other.class)) {
            assertThat(cdi.isRunning()).isTrue();
            assertThat(source.resolvers()).isEmpty();
        }
        assertThat(source.resolvers()).isEmpty();
    }

    private String account() throws Exception {
        Caller caller = source.resolvers().get(0).resolve(REQUEST);
        return caller == null ? null : caller.accountId();
    }

    private static SeContainer application(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(beans)
                .initialize();
    }

    @ApplicationScoped
    static class First implements CallerResolver {
        @Override
        public Caller resolve(HttpServletRequest request) {
            return Caller.ofAccount("first");
        }
    }

    @ApplicationScoped
    static class Second implements CallerResolver {
        @Override
        public Caller resolve(HttpServletRequest request) {
            return Caller.ofAccount("second");
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Chosen implements CallerResolver {
        @Override
        public Caller resolve(HttpServletRequest request) {
            return Caller.ofAccount("chosen");
        }
    }

    @ApplicationScoped
    static class Other {}
}
