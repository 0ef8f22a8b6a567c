package io.gauger.expression;

/**
 * While it is open, the thread's context class loader is the platform's: the engine looks for extensions there, its
 * threads inherit it, and the JDK makes classes in it. Not around JMX, where a server lets its own classes be found so.
 */
final class ContextLoader implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    private ContextLoader() {
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    }

    static ContextLoader ofPlatform() {
        return new ContextLoader();
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
