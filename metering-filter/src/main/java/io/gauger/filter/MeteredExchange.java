package io.gauger.filter;

import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Admission.Decision;
import io.gauger.admit.Admission.Refused;
import io.gauger.admit.Caller;
import io.gauger.measure.Answer;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.MediaType;
import io.gauger.measure.Meter;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request of a metered route, from the filter's entry to the end of its response, over all its dispatches. It is
 * recorded once: when the first dispatch returns, or when the asynchronous answer completes, or, where an error is
 * pending, when the error page has been written.
 */
final class MeteredExchange {
    private static final System.Logger LOG = System.getLogger(MeteredExchange.class.getName());
    private static final String ATTRIBUTE = MeteredExchange.class.getName();

    private final Metering metering;
    private final Meter meter;
    private final Instant time;
    private final long startedNanos = System.nanoTime();
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String clientIp;
    private final @Nullable String userAgent;

    private final RequestBody requestBody;
    private final ResponseBody responseBody;
    private final Set<Flag> incidents = EnumSet.noneOf(Flag.class);
    private final AtomicBoolean recorded = new AtomicBoolean();

    private Caller caller = Caller.ANONYMOUS;
    private Set<Flag> doubts = Set.of();
    private @Nullable HttpServletRequest request;
    private @Nullable HttpServletResponse response;

    /** Whether the first dispatch is still on its way through the application. */
    private boolean running;

    private volatile boolean asynchronous;
    private volatile boolean failedBeforeCommit;
    private boolean errorPending;
    private boolean fileNotFound;
    private boolean inErrorPage;

    MeteredExchange(Metering metering, Meter meter, HttpServletRequest request, String path) {
        this.metering = metering;
        this.meter = meter;
        this.time = Instant.ofEpochMilli(System.currentTimeMillis());
        this.method = request.getMethod();
        this.path = path;
        this.query = request.getQueryString();
        this.clientIp = request.getRemoteAddr();
        this.userAgent = request.getHeader("User-Agent");
        this.requestBody = new RequestBody(request.getContentLengthLong());
        this.responseBody = new ResponseBody(meter);
    }

    /** The exchange that this request belongs to; null if it is not metered, or by another application. */
    static @Nullable MeteredExchange of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof MeteredExchange exchange ? exchange : null;
    }

    /** The first dispatch: runs the application. */
    void run(Admitted admitted, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        this.caller = admitted.caller();
        this.doubts = doubts(admitted);
        request.setAttribute(ATTRIBUTE, this);
        MeteredRequest metered = meter(request, response);
        running = true;
        boolean returned = false;
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
                failed();
            }
            // not every container tells the end of a request that failed behind the start of an asynchronous answer
            boolean endIsTold = asynchronous ? returned : errorPending && metering.tellsEndOfRequest();
            if (!endIsTold) {
                record();
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
            responseBody.reset();
            responseBody.declareLength(-1);
        }
        MeteredRequest metered = meter(request, response);
        try {
            chain.doFilter(metered, metered.response());
        } finally {
            inErrorPage = false;
            errorPending = false;
            if (!asynchronous && !running) {
                record();
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
                failed();
            }
        }
    }

    /** The request was refused before the application ran. */
    void refused(Refused refusal) {
        doubts = doubts(refusal);
        recordOnce(() -> hand(
                refusal.status(), MediaType.OTHER, 0, 0, System.nanoTime(), meter.refused(doubts), refusal.error()));
    }

    /** The container says that the request leaves the application. */
    void ended() {
        if (!asynchronous) {
            record();
        }
    }

    /** The asynchronous answer is complete. */
    void completed() {
        record();
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
        clientAborted();
        if (asynchronous) {
            record();
        }
    }

    private void clientAborted() {
        happened(Flag.CLIENT_ABORTED);
    }

    /** The container could not read on: the client has gone, or sends what is no HTTP. */
    IOException requestCutShort(IOException e) {
        clientAborted();
        return e;
    }

    void timedOut() {
        happened(Flag.TIMEOUT);
    }

    /** An asynchronous answer failed. An I/O failure that the application did not throw is a client that has gone. */
    void failedAsynchronously(Throwable failure) {
        if (failure instanceof IOException && !has(Flag.APP_ERROR)) {
            clientAborted();
        } else if (!has(Flag.CLIENT_ABORTED)) {
            happened(Flag.APP_ERROR);
        }
    }

    /** Whether an included servlet runs, which may write but decides nothing about status and headers. */
    boolean isIncluding() {
        return request != null && request.getDispatcherType() == DispatcherType.INCLUDE;
    }

    RequestBody requestBody() {
        return requestBody;
    }

    ResponseBody responseBody() {
        return responseBody;
    }

    private static Set<Flag> doubts(Decision decision) {
        return decision.callerUnknown() ? Set.of(Flag.UNKNOWN_CALLER) : Set.of();
    }

    private MeteredRequest meter(HttpServletRequest request, HttpServletResponse response) {
        MeteredRequest metered = new MeteredRequest(request, new MeteredResponse(response, this), this);
        this.request = metered;
        this.response = metered.response();
        return metered;
    }

    /** Callbacks of the container may come on other threads while the application still runs. */
    private void happened(Flag incident) {
        synchronized (incidents) {
            incidents.add(incident);
        }
    }

    private boolean has(Flag incident) {
        synchronized (incidents) {
            return incidents.contains(incident);
        }
    }

    private void failed() {
        if (!fileNotFound && !has(Flag.CLIENT_ABORTED)) {
            happened(Flag.APP_ERROR);
        }
        if (response != null && !response.isCommitted()) {
            failedBeforeCommit = true;
            errorPending = true;
            responseBody.reset();
        }
    }

    private void record() {
        recordOnce(() -> measureAndHand(System.nanoTime()));
    }

    /** Whatever goes wrong here is ours, and neither the application nor its client may feel it. */
    private void recordOnce(Runnable recording) {
        if (!recorded.compareAndSet(false, true)) {
            return;
        }
        try {
            recording.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "A request of route " + meter.route().id() + " could not be recorded", e);
        } finally {
            responseBody.end(false);
        }
    }

    private void measureAndHand(long endedNanos) {
        int status = status();
        boolean hasBody = Answer.hasContent(method, status);
        long requestBytes = requestBody.bytes();
        long responseBytes = hasBody ? responseBody.bytes() : 0;
        String contentType = response == null ? null : response.getContentType();
        Set<Flag> happened = EnumSet.noneOf(Flag.class);
        synchronized (incidents) {
            happened.addAll(incidents);
        }
        boolean complete = happened.isEmpty();
        responseBody.end(complete);
        happened.addAll(doubts);
        Answer answer = new Answer(
                caller,
                method,
                path,
                query,
                status,
                contentType,
                requestBytes,
                responseBytes,
                millis(endedNanos),
                hasBody ? responseBody.reader() : null,
                responseBody.isUnreadable(),
                happened,
                complete);
        MediaType type = MediaType.of(contentType);
        hand(status, type, requestBytes, responseBytes, endedNanos, meter.measure(answer), null);
    }

    /** Some containers still tell 200 when the application threw and the error answer is not made yet. */
    private int status() {
        int status = response == null ? 500 : response.getStatus();
        return failedBeforeCommit && status < 400 ? 500 : status;
    }

    private void hand(
            int status,
            MediaType type,
            long requestBytes,
            long responseBytes,
            long endedNanos,
            Measurement measurement,
            @Nullable String refusal) {
        long firstByte = responseBody.firstByteNanos();
        Exchange exchange = new Exchange(
                method,
                path,
                status,
                type.isStream(),
                clientIp,
                userAgent,
                millis(endedNanos),
                responseBytes == 0 ? null : millis(firstByte),
                requestBytes,
                responseBytes);
        metering.record(new UsageRecord(
                metering.ids().next(time.toEpochMilli()),
                time,
                caller,
                meter.route().id(),
                meter.route().path().text(),
                exchange,
                measurement,
                refusal));
    }

    private long millis(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - startedNanos));
    }
}
