package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class RequestEndTest {

    /** A dispatch into another application carries the attributes along, and its Gauger has classes of its own. */
    @Test
    void anExchangeOfAnotherApplicationIsLeftAlone() {
        ServletRequest request = (ServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getAttribute") ? "of another class loader" : null);
        ServletContext application = (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> null);

        assertThatCode(() -> new RequestEnd().requestDestroyed(new ServletRequestEvent(application, request)))
                .doesNotThrowAnyException();
    }
}
