package io.gauger.it.suite.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;

/** Says one line in a protocol of its own. */
public class Greeting implements HttpUpgradeHandler {

    @Override
    public void init(WebConnection connection) {
        try (connection) {
            connection.getOutputStream().write("hello\n".getBytes(US_ASCII));
            connection.getOutputStream().flush();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void destroy() {}
}
