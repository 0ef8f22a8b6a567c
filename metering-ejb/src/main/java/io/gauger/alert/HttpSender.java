package io.gauger.alert;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends by the Standard Webhooks specification 1.0.0, over a connection of its own: so the address that was checked is the
 * one that is connected to, whatever the name means a moment later; an answer that drips ends in time; no redirect is
 * followed, and no thread is made, as the JDK's clients would one or the other.
 */
final class HttpSender implements WebhookSender {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final WebhookSettings settings;
    private final Names names;
    private final Supplier<SSLSocketFactory> tls;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Duration toConnect;
    private final Duration toAnswer;
    private volatile @Nullable Socket current;
    private volatile boolean closed;

    /** Finds the addresses of a host. */
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    HttpSender(WebhookSettings settings) {
        this(
                settings,
                InetAddress::getAllByName,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                InstantSource.system(),
                TO_CONNECT,
                TO_ANSWER);
    }

    HttpSender(
            WebhookSettings settings,
            Names names,
            Supplier<SSLSocketFactory> tls,
            InstantSource clock,
            Duration toConnect,
            Duration toAnswer) {
        this.settings = settings;
        this.names = names;
        this.tls = tls;
        this.clock = clock;
        this.nanoTime = System::nanoTime;
        this.toConnect = toConnect;
        this.toAnswer = toAnswer;
    }

    @Override
    public Answer send(String id, String payload) {
        String host = host(settings.url());
        InetAddress[] addresses;
        try {
            addresses = names.addresses(host);
        } catch (UnknownHostException e) {
            return Answer.failed("No address is known for the host " + host, e);
        }
        for (InetAddress address : addresses) {
            if (!settings.allowInternal() && !PublicAddresses.contains(address)) {
                return Answer.failed(
                        "The host " + host + " has the address " + address.getHostAddress() + ", which is not public; "
                                + WebhookSettings.ALLOW_INTERNAL + "=true would send there",
                        null);
            }
        }
        try (Socket plain = connected(addresses)) {
            plain.setSoTimeout((int) toAnswer.toMillis());
            long end = nanoTime.getAsLong() + toAnswer.toNanos();
            Socket socket = settings.isEncrypted() ? encrypted(plain, host) : plain;
            socket.getOutputStream().write(request(id, payload));
            socket.getOutputStream().flush();
            return judged(AnswerHead.read(socket, nanoTime, end));
        } catch (IOException e) {
            return Answer.failed(closed ? "Metering was stopped meanwhile" : described(e), e);
        } finally {
            current = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        Socket sending = current;
        if (sending != null) {
            try {
                sending.close();
            } catch (IOException e) {
                // it is of no use any more in either case
            }
        }
    }

    /** To the first address that takes a connection, in the time for all of them. */
    private Socket connected(InetAddress[] addresses) throws IOException {
        long end = nanoTime.getAsLong() + toConnect.toNanos();
        IOException failure = new NotConnected("it has no address", null);
        for (InetAddress address : addresses) {
            long left = (end - nanoTime.getAsLong()) / 1_000_000;
            if (left <= 0 || closed) {
                break;
            }
            Socket socket = new Socket();
            current = socket;
            try {
                socket.connect(new InetSocketAddress(address, settings.port()), (int) left);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = new NotConnected(whyNotConnected(e, address.getHostAddress()), e);
            }
        }
        throw failure;
    }

    private String whyNotConnected(IOException failure, String address) {
        if (failure instanceof ConnectException) {
            return "connection refused by " + address;
        }
        return failure instanceof SocketTimeoutException
                ? "no connection to " + address + " within " + toConnect.toSeconds() + " s"
                : "no connection to " + address + " (" + failure.getClass().getSimpleName()
                        + "); the log has the cause";
    }

    /** With the receiver's name in its certificate (RFC 9110, section 4.3.4). */
    private Socket encrypted(Socket plain, String host) throws IOException {
        SSLSocket socket = (SSLSocket) tls.get().createSocket(plain, host, settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private byte[] request(String id, String payload) {
        long timestamp = clock.instant().getEpochSecond();
        String signatures = settings.secrets().stream()
                .map(secret -> secret.sign(id, timestamp, payload))
                .collect(Collectors.joining(" "));
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        URI url = URI.create(settings.url().toASCIIString());
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        byte[] head = String.join(
                        "\r\n",
                        "POST " + target + " HTTP/1.1",
                        "Host: " + url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : ""),
                        "User-Agent: Gauger",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length,
                        "Connection: close",
                        "webhook-id: " + id,
                        "webhook-timestamp: " + timestamp,
                        "webhook-signature: " + signatures,
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static Answer judged(AnswerHead head) {
        int status = head.status();
        if (status >= 200 && status < 300) {
            return new Answer(status, null, Duration.ZERO, null);
        }
        String error = "The receiver answered " + status
                + (status >= 300 && status < 400 ? "; redirects are not followed, name the address it leads to" : "");
        return new Answer(status, error, head.retryAfter(), null);
    }

    private String described(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return "The receiver gave no answer within " + toAnswer.toSeconds() + " s";
        }
        if (failure instanceof SSLException) {
            return "No TLS with the receiver (" + failure.getClass().getSimpleName()
                    + "), often for its certificate; the log has the cause";
        }
        if (failure instanceof NotConnected) {
            return "The receiver cannot be reached: " + failure.getMessage();
        }
        if (failure instanceof AnswerHead.NotHttp) {
            return "The receiver answers something else than HTTP/1.1";
        }
        return "The connection to the receiver broke (" + failure.getClass().getSimpleName()
                + "); the log has the cause";
    }

    /** Without the brackets of an IPv6 address. */
    private static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Nobody took a connection. */
    private static final class NotConnected extends IOException {
        private static final long serialVersionUID = 1L;

        NotConnected(String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }
}
