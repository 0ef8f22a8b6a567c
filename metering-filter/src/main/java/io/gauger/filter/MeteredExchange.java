package io.gauger.filter;

import io.gauger.admit.Admission.Refused;
import io.gauger.admit.Caller;
import io.gauger.extract.BodyReader;
import io.gauger.measure.Answer;
import io.gauger.measure.Flag;
import io.gauger.measure.MediaType;
import io.gauger.record.Ticket;
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
final class MeteredExchange extends ResponseBody implements Answer {
    private static final System.Logger LOG = System.getLogger(MeteredExchange.class.getName());
    private static final String ATTRIBUTE = MeteredExchange.class.getName();

    /** Callbacks of the container may come on other threads while the application still runs. */
    private static final AtomicIntegerFieldUpdater<MeteredExchange> HAPPENED =
            AtomicIntegerFieldUpdater.newUpdater(MeteredExchange.class, "happened");

    // behind the bits of the flags
    private static final int RECORDED = 1 << 31;
    private static final int FAILED_BEFORE_COMMIT = 1 << 30;
    private static final int CALLER_UNKNOWN = bit(Flag.UNKNOWN_CALLER);
    private static final int INCIDENTS = ~(RECORDED | FAILED_BEFORE_COMMIT | CALLER_UNKNOWN);

    private final Metering metering;
    private final ReaderPool readers;
    private final UsageRecord record;
    private final Ticket ticket;
    private final long startedNanos;
    private final long declaredLength;
    private final @Nullable String query;
    private @Nullable RequestBody requestBody;

    /** What went wrong on the way, a bit for each flag by its ordinal, and whether it is recorded. */
    private volatile int happened;

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
            Ticket ticket,
            long startedNanos,
            HttpServletRequest request,
            boolean callerUnknown) {
        this.metering = metering;
        this.readers = readers;
        this.record = record;
        this.ticket = ticket;
        this.startedNanos = startedNanos;
        this.declaredLength = request.getContentLengthLong();
        this.query = request.getQueryString();
        this.happened = callerUnknown ? CALLER_UNKNOWN : 0;
    }

    /** The exchange that this request belongs to; null if it is not metered, or by another application. */
    static @Nullable MeteredExchange of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof MeteredExchange exchange ? exchange : null;
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
    void refused(Refused refusal) {
        record(refusal);
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

    /** What the application reads is counted from now on. */
    RequestBody requestBody() {
        requestBody = requestBody == null ? new RequestBody(declaredLength) : requestBody;
        return requestBody;
    }

    @Override
    ReaderPool readers() {
        return readers;
    }

    private MeteredRequest meter(HttpServletRequest request, HttpServletResponse response) {
        this.request = new MeteredRequest(request, new MeteredResponse(response, this));
        return this.request;
    }

    /** What happens behind the record does not change what it was made of. */
    private void happened(Flag incident) {
        happened(bit(incident));
    }

    private void happened(int what) {
        HAPPENED.accumulateAndGet(this, what, (bits, bit) -> (bits & RECORDED) == 0 ? bits | bit : bits);
    }

    private boolean has(Flag incident) {
        return (happened & bit(incident)) != 0;
    }

    @SuppressWarnings("EnumOrdinal") // the bits do not leave this object
    private static int bit(Flag flag) {
        return 1 << flag.ordinal();
    }

    private void failed(boolean byError) {
        if (byError && !has(Flag.CLIENT_ABORTED)) {
            happened(Flag.APP_ERROR);
        }
        if (request != null && !request.response().isCommitted()) {
            happened(FAILED_BEFORE_COMMIT);
            errorPending = true;
            reset();
        }
    }

    /**
     * Completes the record, with the refusal if there was one. Whatever goes wrong here is ours, and neither the
     * application nor its client may feel it.
     */
    private void record(@Nullable Refused refusal) {
        int before = HAPPENED.getAndAccumulate(this, RECORDED, (bits, bit) -> bits | bit);
        if ((before & RECORDED) != 0) {
            return;
        }
        try {
            long latencyMs = millis(System.nanoTime());
            if (refusal == null) {
                measure(latencyMs);
            } else {
                record.answered(refusal.reason().status(), false, latencyMs, UsageRecord.NO_BYTE, 0, 0);
                readers.meter().refused(incidents(), record);
            }
            record.complete(refusal == null ? null : refusal.reason().error());
            ticket.complete(record);
            if (!mayStillWrite()) {
                giveReaderBack();
            }
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            LOG.log(Level.ERROR, "A request of route " + readers.meter().route().id() + " could not be recorded", e);
        } finally {
            end(false);
        }
    }

    /** Behind an asynchronous answer threads of the application may be on their way here still. */
    private boolean mayStillWrite() {
        return asynchronous || request == null || request.isAsyncStarted();
    }

    private void measure(long latencyMs) {
        int status = answeredStatus();
        long bytes = Answer.hasContent(method(), status) ? bytes() : 0;
        String type = contentType();
        record.answered(
                status,
                type == null ? begunAsStream() : MediaType.of(type).isStream(),
                latencyMs,
                bytes == 0 ? UsageRecord.NO_BYTE : millis(firstByteNanos()),
                requestBody == null ? Math.max(0, declaredLength) : requestBody.bytes(),
                bytes);
        end(complete());
        readers.meter().measure(this, record);
    }

    /** Some containers still tell 200 when the application threw and the error answer is not made yet. */
    private int answeredStatus() {
        int status = request == null ? 500 : request.response().answeredStatus();
        return (happened & FAILED_BEFORE_COMMIT) != 0 && status < 400 ? 500 : status;
    }

    private long millis(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - startedNanos));
    }

    @Override
    public Caller caller() {
        return record.caller();
    }

    @Override
    public String method() {
        return record.method();
    }

    @Override
    public String path() {
        return record.path();
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    @Override
    public int status() {
        return record.status();
    }

    @Override
    public @Nullable String contentType() {
        return request == null ? null : request.response().answeredContentType();
    }

    @Override
    public long requestBytes() {
        return record.requestBytes();
    }

    @Override
    public long responseBytes() {
        return record.responseBytes();
    }

    @Override
    public long durationMs() {
        return record.latencyMs();
    }

    @Override
    public @Nullable BodyReader body() {
        return Answer.hasContent(method(), status()) ? reader() : null;
    }

    @Override
    public boolean unreadable() {
        return isUnreadable();
    }

    @Override
    public Set<Flag> incidents() {
        int incidents = happened;
        if ((incidents & (INCIDENTS | CALLER_UNKNOWN)) == 0) {
            return Set.of();
        }
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if ((incidents & bit(flag)) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    @Override
    public boolean complete() {
        return (happened & INCIDENTS) == 0;
    }
}
