package io.gauger.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * The root of a persistence unit that has no files. EclipseLink looks under the root for mapping files; where a JAR of
 * an application really lies, each server says by URLs of its own, which it may not be able to open.
 */
final class EmptyRoot extends URLStreamHandler {
    private EmptyRoot() {}

    static URL url() {
        try {
            return new URL(null, "gauger:/", new EmptyRoot());
        } catch (MalformedURLException e) {
            throw new AssertionError("A URL with a handler of its own is always well formed", e);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        throw new FileNotFoundException("Nothing lies under " + url);
    }
}
