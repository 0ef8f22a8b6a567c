package io.gauger.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stripe as far as Gauger asks it, by its documented wire format: forms in, JSON out, answers kept by idempotency key, events
 * signed by HMAC. On a free port of this machine.
 */
public final class StripeDouble implements AutoCloseable {
    public static final String SECRET_KEY = "sk_test_51Secret";
    public static final String WEBHOOK_SECRET = "whsec_Webhook";

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> byIdempotencyKey = new ConcurrentHashMap<>();
    private final Map<String, String> refunds = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private volatile Trouble trouble;

    /** What was asked. */
    public record Asked(String request, String authorization, String idempotencyKey, Map<String, String> form) {}

    /** What happens instead of an answer; the work may be done all the same. */
    private record Trouble(int status, String error, boolean isDone) {}

    public StripeDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public int refunds() {
        return refunds.size();
    }

    /** Answers so from now on, without doing what is asked; 0 to answer well again. */
    public void refuse(int status, String error) {
        trouble = status == 0 ? null : new Trouble(status, error, false);
    }

    /** Does what is asked from now on, and fails with the answer. */
    public void loseAnswers() {
        trouble = new Trouble(503, "{\"error\":{\"type\":\"api_error\",\"message\":\"lost\"}}", true);
    }

    /** Forgets idempotency keys, as Stripe does after a day. */
    public void forgetKeys() {
        byIdempotencyKey.clear();
    }

    /** The body of an event about a checkout. */
    public static String checkoutEvent(
            String type, String purchase, String session, String paymentStatus, long amount, String currency) {
        return """
                {"id":"evt_%s","object":"event","api_version":"2020-08-27","type":"%s","livemode":false,"created":1,
                 "data":{"object":{"id":"%s","object":"checkout.session","client_reference_id":"%s",
                 "metadata":{"gauger_purchase":"%s"},"mode":"payment","payment_intent":"pi_%s","payment_status":"%s",
                 "status":"complete","amount_total":%d,"currency":"%s"}}}"""
                .formatted(
                        type.hashCode(), type, session, purchase, purchase, session, paymentStatus, amount, currency);
    }

    /** The body of an event about a refund that was not carried out. */
    public static String refundFailed(String refund) {
        return """
                {"id":"evt_1","object":"event","api_version":"2024-06-20","type":"refund.failed","livemode":false,
                 "data":{"object":{"id":"re_1","object":"refund","status":"failed","metadata":{"gauger_refund":"%s"}}}}"""
                .formatted(refund);
    }

    /** The header with which Stripe signs a body. */
    public static String sign(String payload, String secret, long seconds) {
        return "t=" + seconds + ",v1=" + hmac(seconds + "." + payload, secret) + ",v0=old";
    }

    public static String hmac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String query = exchange.getRequestURI().getRawQuery();
            Map<String, String> form = form(query == null ? body : query);
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            asked.add(new Asked(request, exchange.getRequestHeaders().getFirst("Authorization"), key, form));
            Trouble now = trouble;
            String good = now == null || now.isDone() ? done(request, key, form) : "";
            int status = now == null ? 200 : now.status();
            byte[] answer = (now == null ? good : now.error()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Request-Id", "req_1");
            exchange.getResponseHeaders().add("Stripe-Should-Retry", "false");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String done(String request, String key, Map<String, String> form) {
        return switch (request) {
            case "POST /v1/checkout/sessions" -> byIdempotencyKey.computeIfAbsent(key, first -> session(form));
            case "POST /v1/refunds" -> byIdempotencyKey.computeIfAbsent(key, first -> refund(form));
            case "GET /v1/refunds" ->
                "{\"object\":\"list\",\"has_more\":false,\"url\":\"/v1/refunds\",\"data\":["
                        + String.join(",", refunds.values()) + "]}";
            default -> throw new IllegalArgumentException(request);
        };
    }

    private String session(Map<String, String> form) {
        String id = "cs_test_" + names.incrementAndGet();
        return """
                {"id":"%s","object":"checkout.session","url":"https://checkout.stripe.example/c/pay/%s#x",
                 "client_reference_id":"%s","mode":"%s","payment_status":"unpaid","status":"open"}"""
                .formatted(id, id, form.get("client_reference_id"), form.get("mode"));
    }

    private String refund(Map<String, String> form) {
        String id = "re_" + names.incrementAndGet();
        String refund = "{\"id\":\"" + id + "\",\"object\":\"refund\",\"status\":\"succeeded\",\"amount\":"
                + form.get("amount") + ",\"metadata\":{\"gauger_refund\":\"" + form.get("metadata[gauger_refund]")
                + "\"}}";
        refunds.put(id, refund);
        return refund;
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
