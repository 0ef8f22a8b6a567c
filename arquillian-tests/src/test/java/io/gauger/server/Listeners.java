package io.gauger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process listens for TCP connections, as Linux tells it in {@code proc(5)}. */
final class Listeners {
    private static final String LISTEN = "0A";

    private Listeners() {}

    /** Whether this system tells. */
    static boolean areKnown() {
        return Files.isReadable(Path.of("/proc/net/tcp"));
    }

    /** Of a process of this user. */
    static List<InetSocketAddress> of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            Set<String> sockets = files.map(Listeners::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
            return Stream.concat(
                            Files.readAllLines(process.resolve("net/tcp")).stream()
                                    .skip(1),
                            Files.readAllLines(process.resolve("net/tcp6")).stream()
                                    .skip(1))
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields[3].equals(LISTEN) && sockets.contains(fields[9]))
                    .map(fields -> address(fields[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read what process " + pid + " listens to", e);
        }
    }

    /** What a file descriptor is; empty if it was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** {@code 0100007F:1F90}: words in the order of the machine, and the port. */
    private static InetSocketAddress address(String text) {
        int colon = text.indexOf(':');
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(text.substring(0, colon)));
        ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            address.putInt(words.getInt());
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address.array()), Integer.parseInt(text.substring(colon + 1), 16));
        } catch (IOException e) {
            throw new UncheckedIOException(text + " is no address", e);
        }
    }
}
