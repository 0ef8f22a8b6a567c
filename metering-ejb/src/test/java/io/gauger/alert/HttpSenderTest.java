package io.gauger.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.alert.WebhookSender.Answer;
import io.gauger.testing.WebhookReceiver;
import io.gauger.testing.WebhookReceiver.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, to a receiver that does what it is told. */
class HttpSenderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.900Z");
    private static final String ID = "019c2a7e-4b3f-7d10-a5c4-e1f2b3a49586";
    private static final String PAYLOAD = "{\"type\":\"budget.threshold_reached\",\"data\":{\"account_id\":\"ünï\"}}";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    private WebhookReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
    }

    @Test
    void aWebhookIsSignedAsTheStandardSays() throws Exception {
        Answer answer = send(sender("/hooks?a=b%20c", WebhookSettingsTest.secret(32), LONG));

        assertThat(answer.isTaken()).isTrue();
        assertThat(answer.status()).isEqualTo(204);
        Request request = receiver.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /hooks?a=b%20c HTTP/1.1");
        assertThat(request.body()).isEqualTo(PAYLOAD);
        assertThat(request.fields())
                .containsEntry("host", "127.0.0.1:" + receiver.port())
                .containsEntry("content-type", "application/json")
                .containsEntry("webhook-id", ID)
                .containsEntry("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
                .containsEntry("webhook-signature", "v1," + signature("k".repeat(32), request));
    }

    /** The example of the standard's own libraries, so that no mistake of ours is on both sides. */
    @Test
    void theSignatureIsThatOfOthers() {
        WebhookSecret secret =
                WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").get(0);

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whileSecretsAreRotatedEachSigns() throws Exception {
        send(sender("/", WebhookSettingsTest.secret(24) + " " + WebhookSettingsTest.secret(48), LONG));

        Request request = receiver.requests().get(0);
        assertThat(request.fields().get("webhook-signature").split(" "))
                .containsExactly(
                        "v1," + signature("k".repeat(24), request), "v1," + signature("k".repeat(48), request));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 299})
    void every2xxIsTaken(int status) {
        receiver.answer(status);

        assertThat(send().isTaken()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 400, 401, 404, 410, 429, 500, 503, 999})
    void everythingElseIsNot(int status) {
        receiver.answer(status, "X-Body: secret of the receiver");

        Answer answer = send();

        assertThat(answer.isTaken()).isFalse();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).startsWith("The receiver answered " + status).doesNotContain("secret");
        assertThat(answer.isUnwanted()).isEqualTo(status == 410);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (WebhookReceiver elsewhere = new WebhookReceiver()) {
            receiver.answer(307, "Location: http://127.0.0.1:" + elsewhere.port() + "/");

            assertThat(send().error())
                    .isEqualTo("The receiver answered 307; redirects are not followed, name the address it leads to");
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void howLongToWaitIsTakenFromTheAnswer() {
        receiver.answer(503, "retry-After:  120 ");
        assertThat(send().retryAfter()).isEqualTo(Duration.ofMinutes(2));
        receiver.answer(503, "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT");
        assertThat(send().retryAfter()).isZero();
    }

    @Test
    void answersBeforeTheFinalOneAreReadPast() {
        receiver.behave((request, out) -> WebhookReceiver.text(
                out, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100\r\n\r\nHTTP/1.0 200 OK\n\n"));

        assertThat(send().status()).isEqualTo(200);
    }

    @Test
    void aBodyIsNotReadHoweverLongItIs() {
        receiver.behave((request, out) -> {
            WebhookReceiver.text(out, "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n");
            while (true) {
                out.write(new byte[8192]);
            }
        });

        assertThat(send().isTaken()).isTrue();
    }

    @Test
    void whoNeverAnswersIsGivenUpInTime() {
        receiver.hang();
        long start = System.nanoTime();

        Answer answer = send(sender("/", WebhookSettingsTest.secret(32), SHORT));

        assertThat(answer.error()).startsWith("The receiver gave no answer within");
        assertThat(answer.status()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(10));
    }

    /** Each byte comes in time, the whole does not: as a client with a time limit for each read would wait for ever. */
    @Test
    void whoAnswersByTheDropIsGivenUpInTime() {
        receiver.behave((request, out) -> {
            WebhookReceiver.text(out, "HTTP/1.1 200 OK\r\nX: ");
            while (true) {
                WebhookReceiver.text(out, "x");
                Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
        });

        assertThat(send(sender("/", WebhookSettingsTest.secret(32), SHORT)).isTaken())
                .isFalse();
    }

    @Test
    void whatIsNoHttpIsToldSo() {
        receiver.behave((request, out) -> WebhookReceiver.text(out, "SSH-2.0-OpenSSH_9.9\r\n"));
        assertThat(send().error()).isEqualTo("The receiver answers something else than HTTP/1.1");
        receiver.behave((request, out) -> WebhookReceiver.text(out, "x".repeat(100_000)));
        assertThat(send().error()).isEqualTo("The receiver answers something else than HTTP/1.1");
        receiver.behave((request, out) -> WebhookReceiver.text(out, "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(10_000)));
        assertThat(send().isTaken()).isFalse();
        receiver.behave((request, out) -> WebhookReceiver.text(out, "HTTP/1.1 200 OK\r\nDate"));
        assertThat(send().error()).startsWith("The connection to the receiver broke");
        receiver.behave((request, out) -> {});
        assertThat(send().isTaken()).isFalse();
    }

    @Test
    void whereNobodyListensIsToldSo() throws Exception {
        int port = receiver.port();
        receiver.close();

        assertThat(send(sender("http://127.0.0.1:" + port + "/", true, InetAddress::getAllByName))
                        .error())
                .isEqualTo("The receiver cannot be reached: connection refused by 127.0.0.1");
    }

    @Test
    void whatTheSystemDoesNotConnectToIsToldSoAndNotThatItTookLong() {
        Answer answer = send(sender("http://hooks.example.com/", true, host ->
                new InetAddress[] {InetAddress.getByAddress(new byte[] {-1, -1, -1, -1})}));

        assertThat(answer.error())
                .startsWith("The receiver cannot be reached: no connection to 255.255.255.255 (")
                .endsWith("Exception); the log has the cause");
    }

    @Test
    void aNameThatIsNotKnownIsToldSo() {
        Answer answer = send(sender("https://hooks.example.com/", false, host -> {
            throw new UnknownHostException(host);
        }));

        assertThat(answer.error()).isEqualTo("No address is known for the host hooks.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]"})
    void ownNetworksAreNotCalledWithoutLeave(String host) {
        Answer answer = send(sender("https://" + host + ":" + receiver.port() + "/", false, InetAddress::getAllByName));

        assertThat(answer.error()).endsWith("which is not public; gauger.webhook-allow-internal=true would send there");
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void oneInternalAddressAmongPublicOnesIsEnoughToRefuse() {
        Answer answer = send(sender(
                "https://hooks.example.com:" + receiver.port() + "/",
                false,
                host -> addresses("1.1.1.1", "127.0.0.1")));

        assertThat(answer.error()).contains("127.0.0.1, which is not public");
    }

    /** A name that means something else a moment later leads nowhere else, as it is asked for once an attempt. */
    @Test
    void theAddressThatWasCheckedIsTheOneThatIsCalled() {
        List<String> asked = new ArrayList<>();
        HttpSender sender = sender("http://hooks.example.com:" + receiver.port() + "/", true, host -> {
            asked.add(host);
            return addresses("127.0.0.1");
        });

        assertThat(send(sender).isTaken()).isTrue();
        assertThat(send(sender).isTaken()).isTrue();
        assertThat(asked).hasSize(2);
        assertThat(receiver.requests().get(0).fields()).containsEntry("host", "hooks.example.com:" + receiver.port());
    }

    @Test
    void theNextAddressOfAHostIsTriedWhereTheFirstTakesNoConnection() {
        HttpSender sender = sender(
                "http://hooks.example.com:" + receiver.port() + "/", true, host -> addresses("127.0.0.2", "127.0.0.1"));

        assertThat(send(sender).isTaken()).isTrue();
    }

    @Test
    void aStopEndsWhatIsBeingSent() throws Exception {
        receiver.hang();
        HttpSender sender = sender("/", WebhookSettingsTest.secret(32), LONG);
        CompletableFuture<Answer> sending = CompletableFuture.supplyAsync(() -> send(sender));
        Awaitility.await().until(() -> !receiver.requests().isEmpty());

        sender.close();

        assertThat(sending.get(10, TimeUnit.SECONDS).error()).isEqualTo("Metering was stopped meanwhile");
    }

    @Test
    void aCertificateMustBeTheReceiversAndKnown(@TempDir Path directory) throws Exception {
        SSLContext tls = tls(directory);
        ServerSocket socket = tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (WebhookReceiver encrypted = new WebhookReceiver(socket)) {
            HttpSender.Names loopback = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
            String address = ".example.com:" + encrypted.port() + "/";
            Supplier<SSLSocketFactory> trusting = tls::getSocketFactory;

            assertThat(send(sender("https://hooks" + address, true, loopback, trusting, LONG))
                            .isTaken())
                    .isTrue();
            assertThat(encrypted.requests().get(0).body()).isEqualTo(PAYLOAD);
            assertThat(send(sender("https://other" + address, true, loopback, trusting, LONG))
                            .error())
                    .startsWith("No TLS with the receiver (SSLHandshakeException)");
            Supplier<SSLSocketFactory> strange = () -> (SSLSocketFactory) SSLSocketFactory.getDefault();
            assertThat(send(sender("https://hooks" + address, true, loopback, strange, LONG))
                            .error())
                    .startsWith("No TLS with the receiver (SSLHandshakeException)");
            assertThat(encrypted.requests()).hasSize(1);
        }
    }

    @Test
    void whoTakesAConnectionAndSpeaksNoTlsIsGivenUpInTime() {
        receiver.hang();
        HttpSender sender = sender(
                "https://127.0.0.1:" + receiver.port() + "/",
                true,
                InetAddress::getAllByName,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                SHORT);

        assertThat(send(sender).isTaken()).isFalse();
    }

    private Answer send() {
        return send(sender("/", WebhookSettingsTest.secret(32), LONG));
    }

    private static Answer send(HttpSender sender) {
        return sender.send(ID, PAYLOAD);
    }

    private HttpSender sender(String path, String secret, Duration toAnswer) {
        return new HttpSender(
                WebhookSettingsTest.settings("http://127.0.0.1:" + receiver.port() + path, secret, true),
                InetAddress::getAllByName,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                InstantSource.fixed(NOW),
                LONG,
                toAnswer);
    }

    private static HttpSender sender(String url, boolean allowInternal, HttpSender.Names names) {
        return sender(url, allowInternal, names, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), LONG);
    }

    private static HttpSender sender(
            String url,
            boolean allowInternal,
            HttpSender.Names names,
            Supplier<SSLSocketFactory> tls,
            Duration toAnswer) {
        return new HttpSender(
                WebhookSettingsTest.settings(url, WebhookSettingsTest.secret(32), allowInternal),
                names,
                tls,
                InstantSource.fixed(NOW),
                LONG,
                toAnswer);
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : literals) {
            addresses.addAll(List.of(InetAddress.getAllByName(literal)));
        }
        return addresses.toArray(InetAddress[]::new);
    }

    /** As a receiver works it out, by the text of the standard. */
    private static String signature(String key, Request request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        String signed = request.fields().get("webhook-id") + "."
                + request.fields().get("webhook-timestamp") + "." + request.body();
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** With a certificate of hooks.example.com that it trusts. */
    private static SSLContext tls(Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(command(file)).redirectErrorStream(true).start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(Files.newInputStream(file), password);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password);
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("r", keys.getCertificate("r"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static List<String> command(Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "r", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-dname", "CN=hooks.example.com", "-ext", "SAN=dns:hooks.example.com"));
        command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        return command;
    }
}
