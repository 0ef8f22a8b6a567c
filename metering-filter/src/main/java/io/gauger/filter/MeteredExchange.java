package io.gauger.filter;

import io.gauger.admit.Admission.Decision;
import io.gauger.admit.Admission.Refused;
import io.gauger.admit.Standing;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request of a metered route, from the filter's entry to the end of its response, over all its dispatches. It is
 * recorded once: when the first dispatch returns, or when the asynchronous answer completes, or, where an error is
 * pending, when the error page has been written.
 */
final class MeteredExchange extends MeteredAnswer {
    private static final String ATTRIBUTE = MeteredExchange.class.getName();

    private final Metering metering;
    private final Standing standing;

    /** As the application sees it on its latest dispatch; null if it never did. */
    private @Nullable MeteredRequest request;

    /** Whether the first dispatch is still on its way through the application. */
    private boolean running;

    private volatile boolean asynchronous;
    private boolean errorPending;
    private boolean inErrorPage;

    MeteredExchange(
            Metering metering,
            ReaderPool readers,
            UsageRecord record,
            long startedNanos,
            HttpServletRequest request,
            Decision decision) {
        super(readers, record, metering.unannounced(), startedNanos, request, decision.callerUnknown());
        this.metering = metering;
        this.standing = decision.standing();
    }

    /** The exchange that this request belongs to; null if it is not metered, or by another application. */
    static @Nullable MeteredExchange of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof MeteredExchange exchange ? exchange : null;
    }

    /** Tells the sink that the application is about to run. */
    void announce() {
        announced(metering.announce(record(), route()));
    }

    /** The first dispatch: runs the application. */
    void run(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(ATTRIBUTE, this);
        MeteredRequest metered = meter(request, response);
        running = true;
        boolean returned = false;
        boolean fileNotFound = false;
        try {
            chain.doFilter(metered, metered.response());
            returned = true;
        } catch (FileNotFoundException e) {
            // so says one container that there is no such file
            fileNotFound = metered.response().getStatus() == HttpServletResponse.SC_NOT_FOUND;
            throw e;
        } finally {
            running = false;
            if (!returned) {
                failed(!fileNotFound);
            }
            // not every container tells the end of a request that failed behind the start of an asynchronous answer
            boolean endIsTold = asynchronous ? returned : errorPending && metering.tellsEndOfRequest();
            if (!endIsTold) {
                record(null);
            }
        }
    }

    /** The container writes an error page of the application, with the response as it was before any wrapping. */
    void dispatchError(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (inErrorPage) {
            chain.doFilter(request, response);
            return;
        }
        inErrorPage = true;
        if (!response.isCommitted()) {
            // what was in the container's buffer, and the length it was to have, gave way to the page
            reset();
            declareLength(-1);
            tellLimits(response);
        }
        MeteredRequest metered = meter(request, response);
        try {
            chain.doFilter(metered, metered.response());
        } finally {
            inErrorPage = false;
            errorPending = false;
            if (!asynchronous && !running) {
                record(null);
            }
        }
    }

    /** An asynchronous dispatch, which still carries the wrappers; its listener records. */
    void dispatchAsync(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean returned = false;
        try {
            chain.doFilter(request, response);
            returned = true;
        } finally {
            if (!returned) {
                failed(true);
            }
        }
    }

    /** The request was refused before the application ran. */
    void refused(Refused refusal, int status) {
        record(refusal, status);
    }

    /** The container says that the request leaves the application. */
    void ended() {
        if (!asynchronous) {
            record(null);
        }
    }

    /** The asynchronous answer is complete. */
    void completed() {
        record(null);
    }

    void startedAsynchronously() {
        asynchronous = true;
    }

    /** The container will write an error answer in place of the application's. */
    void errorIsPending() {
        errorPending = true;
    }

    /**
     * The container could not send on: the client has gone. An asynchronous answer is recorded at once, since not every
     * container tells its end any more, not even when the application completes it (seen on Payara).
     */
    void responseCutShort() {
        happened(Flag.CLIENT_ABORTED);
        if (asynchronous) {
            record(null);
        }
    }

    /** What was told of limits gets lost by a reset, as frameworks do before they answer an error. */
    void tellLimits(HttpServletResponse response) {
        LimitFields.tellAgain(standing, record().time().toEpochMilli(), response);
    }

    boolean isAsynchronous() {
        return asynchronous;
    }

    /** The container could not read on: the client has gone, or sends what is no HTTP. */
    IOException requestCutShort(IOException e) {
        happened(Flag.CLIENT_ABORTED);
        return e;
    }

    void timedOut() {
        happened(Flag.TIMEOUT);
    }

    /** An asynchronous answer failed. An I/O failure that the application did not throw is a client that has gone. */
    void failedAsynchronously(Throwable failure) {
        if (failure instanceof IOException && !has(Flag.APP_ERROR)) {
            happened(Flag.CLIENT_ABORTED);
        } else if (!has(Flag.CLIENT_ABORTED)) {
            happened(Flag.APP_ERROR);
        }
    }

    /** Whether an included servlet runs, which may write but decides nothing about status and headers. */
    boolean isIncluding() {
        return request != null && request.getDispatcherType() == DispatcherType.INCLUDE;
    }

    @Override
    @Nullable
    MeteredResponse response() {
        return request == null ? null : request.response();
    }

    @Override
    void rate(UsageRecord measured) {
        metering.rate(measured);
    }

    /** Behind an asynchronous answer threads of the application may be on their way here still. */
    @Override
    boolean mayStillWrite() {
        return asynchronous || request == null || request.isAsyncStarted();
    }

    private MeteredRequest meter(HttpServletRequest request, HttpServletResponse response) {
        this.request = new MeteredRequest(request, new MeteredResponse(response, this));
        return this.request;
    }

    private void failed(boolean byError) {
        if (byError && !has(Flag.CLIENT_ABORTED)) {
            happened(Flag.APP_ERROR);
        }
        if (request != null && !request.response().isCommitted()) {
            failedBeforeCommit();
            errorPending = true;
            reset();
        }
    }
}
