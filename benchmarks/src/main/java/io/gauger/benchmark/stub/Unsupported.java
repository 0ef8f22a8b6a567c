package io.gauger.benchmark.stub;

import java.lang.reflect.Proxy;

/** The rest of an interface of which a stub needs a few methods: it says by name what else was asked for. */
final class Unsupported {
    private Unsupported() {}

    static <T> T rest(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("the stub has no " + method);
                }));
    }
}
