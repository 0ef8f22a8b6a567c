package io.gauger.admin;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code /v1/webhooks/stripe}: what a payment provider tells. Nobody logs in here; the signature shows who it is. */
final class WebhookResource {
    static final String PATH = "v1/webhooks/stripe";
    static final String STRIPE_SIGNATURE = "Stripe-Signature";

    private static final int MOST_BYTES = 256 * 1024;

    private final Permitted gauger;

    WebhookResource(Permitted gauger) {
        this.gauger = gauger;
    }

    /** Answers 2xx when it is kept, or not meant for us; what is answered otherwise is sent again. */
    Response receive(InputStream body, @Nullable String signature) {
        gauger.toReceive().receive(text(body), signature);
        return Answer.ok(new JsonFields().truth("received", true).toJson()).build();
    }

    private static String text(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ProblemException(Problem.bodyTooLarge(MOST_BYTES));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
