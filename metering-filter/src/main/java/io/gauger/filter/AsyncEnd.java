package io.gauger.filter;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Hears how an asynchronous answer ends. Several of these may hear of the same end; the exchange records once. Its
 * callbacks may run on the application's thread inside {@code complete()}, so they are short.
 */
final class AsyncEnd implements AsyncListener {
    private final MeteredExchange exchange;

    AsyncEnd(MeteredExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        exchange.completed();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        exchange.timedOut();
    }

    @Override
    public void onError(AsyncEvent event) {
        exchange.failedAsynchronously(event.getThrowable());
    }

    /** A new cycle begins by the wrapped request's {@code startAsync}, which adds a listener of its own. */
    @Override
    public void onStartAsync(AsyncEvent event) {}
}
