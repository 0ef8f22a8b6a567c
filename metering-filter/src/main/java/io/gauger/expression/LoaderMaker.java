package io.gauger.expression;

import java.net.URL;
import java.net.URLClassLoader;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Function;

/**
 * Makes a class loader that outlives the application. A {@link URLClassLoader} keeps the access control context in which
 * it was made, so all protection domains on the stack, and these keep the class loaders of the application and of the
 * server's code that called it. This class is therefore not used as it is: {@link EngineLoader} defines it once more, in
 * a protection domain that knows no class loader, and the stack is read no further than to here.
 */
public final class LoaderMaker implements Function<URL[], URLClassLoader> {

    @Override
    @SuppressWarnings({"removal", "UnnecessaryLambda"})
    public URLClassLoader apply(URL[] jars) {
        PrivilegedAction<URLClassLoader> make = () -> new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
        return AccessController.doPrivileged(make);
    }
}
