package io.gauger.sample.run;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a server as a child of Maven and lets Maven end only after it. Ctrl-C reaches both at once, and Maven by itself
 * would be gone first: the prompt would be back while the server still writes its last records; and a Maven that is
 * told to stop alone would leave the server behind.
 */
public final class Foreground {
    private static final int SECONDS_TO_STOP = 30;
    /** How a JVM ends that was told to: by SIGINT, by SIGTERM. */
    private static final Set<Integer> TOLD_TO_STOP = Set.of(128 + 2, 128 + 15);

    private Foreground() {}

    /**
     * Starts the server and waits for its end.
     *
     * @param arguments the port that the server will listen on, then its command line
     * @throws IllegalStateException if the port is taken or the server ended of its own accord
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> portAndCommand = List.of(arguments);
        checkFree(Integer.parseInt(portAndCommand.get(0)));
        int exit = run(portAndCommand.subList(1, portAndCommand.size()));
        if (!TOLD_TO_STOP.contains(exit)) {
            // Payara Micro ends with 0 also when it could not start.
            throw new IllegalStateException("the server ended by itself, with exit code " + exit);
        }
    }

    /** Says in one line what the server would say in a hundred, half a minute later. */
    private static void checkFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.getLocalPort();
        } catch (BindException taken) {
            throw new IllegalStateException(
                    "port " + port + " is in use; choose another, as in mvn -Prun -Dgauger.port=8081", taken);
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process server = new ProcessBuilder(command).inheritIO().start();
        AtomicBoolean stopping = new AtomicBoolean();
        Runnable stop = () -> {
            stopping.set(true);
            stop(server);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop-server"));
        int exit = server.waitFor();
        if (stopping.get()) {
            // Maven's JVM is ending: returning would let it begin the next module in the meantime.
            new CountDownLatch(1).await();
        }
        return exit;
    }

    private static void stop(Process server) {
        System.out.println("Stopping the server");
        // Where a process cannot be asked (Windows), Ctrl-C has reached it as well.
        if (server.supportsNormalTermination()) {
            server.destroy();
        }
        try {
            if (server.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                System.out.println("The server has stopped");
                return;
            }
        } catch (InterruptedException noTimeLeft) {
            System.err.println("Interrupted while the server was stopping");
        }
        System.err.println("The server did not stop within " + SECONDS_TO_STOP + " seconds and is killed");
        server.destroyForcibly();
    }
}
