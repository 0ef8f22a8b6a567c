package io.gauger.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Brings a webhook to its receiver, once. One thread at a time, but for {@link #close}. */
interface WebhookSender extends AutoCloseable {
    /** Sends it and waits for the answer, some seconds at most; throws nothing for what the receiver or the network does. */
    Answer send(String id, String payload);

    /** Ends what is being sent; nothing is sent any more. */
    @Override
    void close();

    /**
     * What came of it.
     *
     * @param status the HTTP status; null if there was no answer
     * @param error why it failed, readable, without anything the receiver sent; null if it was taken
     * @param retryAfter how long the receiver wants to be left alone, at least; zero if it does not say
     * @param cause for the log; null if there is none
     */
    record Answer(@Nullable Integer status, @Nullable String error, Duration retryAfter, @Nullable Exception cause) {
        static Answer failed(String error, @Nullable Exception cause) {
            return new Answer(null, error, Duration.ZERO, cause);
        }

        boolean isTaken() {
            return error == null;
        }

        /** RFC 9110, section 15.5.11, as Standard Webhooks reads it: nothing is wanted here any more. */
        boolean isUnwanted() {
            return status != null && status == 410;
        }
    }
}
