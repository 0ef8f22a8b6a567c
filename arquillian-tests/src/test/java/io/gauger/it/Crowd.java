package io.gauger.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Many clients at once, each with a connection and a request of its own, on one thread, which keeps nothing they get. */
final class Crowd implements AutoCloseable {
    /** Small, so that an answer cannot wait as a whole between server and client. */
    private static final int RECEIVE_BUFFER = 128 * 1024;

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocateDirect(256 * 1024);

    private static final class Client {
        private SelectionKey key;

        /** Of the head of the answer, behind which its body comes; it begins with the status. */
        private final StringBuilder head = new StringBuilder();

        private boolean inBody;
        private long body;
        private boolean ended;

        /** Takes what was received. */
        void take(ByteBuffer bytes) {
            while (!inBody && bytes.hasRemaining()) {
                head.append((char) bytes.get());
                inBody = head.length() >= 4 && head.lastIndexOf("\r\n\r\n") == head.length() - 4;
            }
            body += bytes.remaining();
        }
    }

    private Crowd() throws IOException {}

    /** Sends so many requests, by HTTP/1.0, to which the path of each number is told. */
    static Crowd ask(URI server, int clients, IntFunction<String> path) {
        try {
            Crowd crowd = new Crowd();
            for (int number = 0; number < clients; number++) {
                crowd.clients.add(crowd.connect(server, path.apply(number)));
            }
            return crowd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Client connect(URI server, String path) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        String request = "GET " + path + " HTTP/1.0\r\nHost: " + server.getAuthority() + "\r\n\r\n";
        channel.write(StandardCharsets.US_ASCII.encode(request));
        channel.configureBlocking(false);
        Client client = new Client();
        client.key = channel.register(selector, 0, client);
        return client;
    }

    /** Returns once all have some of their answers, and reads no more than that. */
    void awaitBeginnings(Duration limit) {
        clients.forEach(client -> client.key.interestOps(SelectionKey.OP_READ));
        int[] begun = {0};
        read(limit, clients.size(), begun, 4096, client -> {
            if (client.body > 0 || client.ended) {
                client.key.interestOps(0);
                begun[0]++;
            }
        });
    }

    /** How many have not got all of their answers. */
    long unfinished() {
        return clients.stream().filter(client -> !client.ended).count();
    }

    /** Returns once all answers have ended. */
    void awaitEnds(Duration limit) {
        int[] ended = {clients.size() - (int) unfinished()};
        clients.stream()
                .filter(client -> !client.ended)
                .forEach(client -> client.key.interestOps(SelectionKey.OP_READ));
        read(limit, clients.size(), ended, received.capacity(), client -> ended[0] += client.ended ? 1 : 0);
    }

    /** The status line of an answer, as {@code 200 OK}. */
    String status(int number) {
        String head = clients.get(number).head.toString();
        return head.isEmpty()
                ? "no answer"
                : head.lines().findFirst().orElse("").replaceFirst("^HTTP/1.. ", "");
    }

    /** Bytes of an answer's body. */
    long bytes(int number) {
        return clients.get(number).body;
    }

    private void read(Duration limit, int wanted, int[] reached, int most, Consumer<Client> then) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (reached[0] < wanted) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(reached[0] + " of " + wanted + " within " + limit);
                }
                selector.select(
                        key -> {
                            Client client = (Client) key.attachment();
                            receive(client, most);
                            then.accept(client);
                        },
                        1000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(Client client, int most) {
        received.clear().limit(most);
        int count;
        try {
            count = ((SocketChannel) client.key.channel()).read(received);
        } catch (IOException e) {
            count = -1;
        }
        received.flip();
        client.take(received);
        if (count < 0) {
            client.ended = true;
            client.key.cancel();
        }
    }

    @Override
    public void close() {
        try {
            for (Client client : clients) {
                client.key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
