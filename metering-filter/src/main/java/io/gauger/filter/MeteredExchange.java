package io.gauger.filter;

import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Admission.Refused;
import io.gauger.admit.Caller;
import io.gauger.measure.Answer;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.MediaType;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One request of a metered route, from the filter's entry to the end of its response, over all its dispatches. It is
 * recorded once: when the first dispatch returns, or when the asynchronous answer completes, or, where an error is
 * pending, when the error page has been written.
 */
final class MeteredExchange {
    private static final System.Logger LOG = System.getLogger(MeteredExchange.class.getName());
    private static final String ATTRIBUTE = MeteredExchange.class.getName();

    /** Callbacks of the container may come on other threads while the application still runs. */
    private static final AtomicIntegerFieldUpdater<MeteredExchange> HAPPENED =
            AtomicIntegerFieldUpdater.newUpdater(MeteredExchange.class, "happened");

    /** Behind the bits of the flags. */
    private static final int RECORDED = 1 << 31;

    private final Metering metering;
    private final ReaderPool readers;
    private final long epochMilli = System.currentTimeMillis();
    private final long startedNanos = System.nanoTime();
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String clientIp;
    private final @Nullable String userAgent;

    private final long declaredLength;
    private @Nullable RequestBody requestBody;
    private final ResponseBody responseBody;

    /** What went wrong on the way, a bit for each flag by its ordinal, and whether it is recorded. */
    private volatile int happened;

    private Caller caller = Caller.ANONYMOUS;
    private boolean callerUnknown;
    private @Nullable Refused refusal;
    private @Nullable HttpServletRequest request;
    private @Nullable HttpServletResponse response;

    /** Whether the first dispatch is still on its way through the application. */
    private boolean running;

    private volatile boolean asynchronous;
    private volatile boolean failedBeforeCommit;
    private boolean errorPending;
    private boolean fileNotFound;
    private boolean inErrorPage;

    MeteredExchange(Metering metering, ReaderPool readers, HttpServletRequest request, String path) {
        this.metering = metering;
        this.readers = readers;
        this.method = request.getMethod();
        this.path = path;
        this.query = request.getQueryString();
        this.clientIp = request.getRemoteAddr();
        this.userAgent = request.getHeader("User-Agent");
        this.declaredLength = request.getContentLengthLong();
        this.responseBody = new ResponseBody(readers);
    }

    /** The exchange that this request belongs to; null if it is not metered, or by another application. */
    static @Nullable MeteredExchange of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof MeteredExchange exchange ? exchange : null;
    }

    /** The first dispatch: runs the application. */
    void run(Admitted admitted, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        this.caller = admitted.caller();
        this.callerUnknown = admitted.callerUnknown();
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
        this.refusal = refusal;
        callerUnknown = refusal.callerUnknown();
        record();
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

    /** What the application reads is counted from now on. */
    RequestBody requestBody() {
        requestBody = requestBody == null ? new RequestBody(declaredLength) : requestBody;
        return requestBody;
    }

    ResponseBody responseBody() {
        return responseBody;
    }

    private MeteredRequest meter(HttpServletRequest request, HttpServletResponse response) {
        MeteredRequest metered = new MeteredRequest(request, new MeteredResponse(response, this), this);
        this.request = metered;
        this.response = metered.response();
        return metered;
    }

    private void happened(Flag incident) {
        HAPPENED.accumulateAndGet(this, bit(incident), (bits, bit) -> bits | bit);
    }

    private boolean has(Flag incident) {
        return (happened & bit(incident)) != 0;
    }

    @SuppressWarnings("EnumOrdinal") // the bits do not leave this object
    private static int bit(Flag flag) {
        return 1 << flag.ordinal();
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

    /** Whatever goes wrong here is ours, and neither the application nor its client may feel it. */
    private void record() {
        int incidents = HAPPENED.getAndAccumulate(this, RECORDED, (bits, bit) -> bits | bit);
        if ((incidents & RECORDED) != 0) {
            return;
        }
        try {
            if (refusal == null) {
                measureAndHand(incidents, System.nanoTime());
            } else {
                Measurement nothing = readers.meter().refused(flags(0));
                hand(refusal.status(), MediaType.OTHER, 0, 0, System.nanoTime(), nothing, refusal.error());
            }
            if (!mayStillWrite()) {
                responseBody.giveReaderBack();
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "A request of route " + readers.meter().route().id() + " could not be recorded", e);
        } finally {
            responseBody.end(false);
        }
    }

    /** Behind an asynchronous answer threads of the application may be on their way here still. */
    private boolean mayStillWrite() {
        return asynchronous || request == null || request.isAsyncStarted();
    }

    private void measureAndHand(int incidents, long endedNanos) {
        int status = status();
        boolean hasBody = Answer.hasContent(method, status);
        long requestBytes = requestBody == null ? Math.max(0, declaredLength) : requestBody.bytes();
        long responseBytes = hasBody ? responseBody.bytes() : 0;
        String contentType = response == null ? null : response.getContentType();
        boolean complete = incidents == 0;
        responseBody.end(complete);
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
                flags(incidents),
                complete);
        MediaType type = MediaType.of(contentType);
        hand(
                status,
                type,
                requestBytes,
                responseBytes,
                endedNanos,
                readers.meter().measure(answer),
                null);
    }

    private Set<Flag> flags(int incidents) {
        if (incidents == 0 && !callerUnknown) {
            return Set.of();
        }
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if ((incidents & bit(flag)) != 0) {
                flags.add(flag);
            }
        }
        if (callerUnknown) {
            flags.add(Flag.UNKNOWN_CALLER);
        }
        return flags;
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
        Route route = readers.meter().route();
        metering.record(new UsageRecord(
                metering.ids().next(epochMilli),
                epochMilli,
                caller,
                route.id(),
                route.path().text(),
                exchange,
                measurement,
                refusal));
    }

    private long millis(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - startedNanos));
    }
}
