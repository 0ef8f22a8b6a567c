package io.gauger.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Properties;

/** Another process that has an H2 file open, until it is closed. */
public final class H2Process implements AutoCloseable {
    private final Process process;

    /** Starts it and waits until it has the file. */
    public H2Process(Path database) throws IOException {
        process = JavaProcess.start(H2Process.class, database.toString());
        if (process.getInputStream().read() != '!') {
            throw new IOException("The other process did not open the database");
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    /** The other process. */
    public static void main(String[] arguments) throws Exception {
        Properties login = new Properties();
        login.setProperty("user", "sa");
        try (Connection connection = new org.h2.Driver().connect("jdbc:h2:file:" + arguments[0], login)) {
            System.out.print('!');
            System.out.flush();
            while (System.in.read() >= 0 && !connection.isClosed()) {}
        }
    }
}
