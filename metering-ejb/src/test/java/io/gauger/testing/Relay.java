package io.gauger.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on this machine, and can fall silent as a network does. */
public final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final int server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile @Nullable String lastWords;

    /** Passes on what comes to the one port, or a free one for 0, to the other. */
    public Relay(int port, int server) throws IOException {
        this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        daemon(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on takes everything and passes on nothing, on connections old and new. */
    public void fallSilent() {
        silent = true;
    }

    /** Falls silent when this text comes by, which it swallows. */
    public void fallSilentAt(String text) {
        lastWords = text;
    }

    /** Works again for new connections; what was swallowed stays so, and the old ones end. */
    public void speakAgain() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        lastWords = null;
        silent = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        speakAgain();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.addAll(List.of(client, behind));
                if (listener.isClosed()) {
                    // accepted while it was closed, so perhaps after all others were
                    speakAgain();
                    return;
                }
                daemon(() -> pass(client, behind));
                daemon(() -> pass(behind, client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                String end = lastWords;
                if (end != null && new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains(end)) {
                    silent = true;
                }
                if (!silent) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // One of the two ended.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
