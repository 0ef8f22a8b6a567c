package io.gauger.filter;

import io.gauger.admit.Admission.Refused;
import io.gauger.admit.Caller;
import io.gauger.admit.KnownKey;
import io.gauger.extract.BodyReader;
import io.gauger.measure.Answer;
import io.gauger.measure.Flag;
import io.gauger.measure.MediaType;
import io.gauger.price.Rated;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Held;
import io.gauger.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one exchange, and its record, which is made of that once. It is a part of the exchange, which extends
 * it so that all are one object.
 */
abstract class MeteredAnswer extends ResponseBody implements Answer {
    private static final System.Logger LOG = System.getLogger(MeteredAnswer.class.getName());

    /** Callbacks of the container may come on other threads while the application still runs. */
    private static final AtomicIntegerFieldUpdater<MeteredAnswer> HAPPENED =
            AtomicIntegerFieldUpdater.newUpdater(MeteredAnswer.class, "happened");

    // behind the bits of the flags
    private static final int RECORDED = 1 << 31;
    private static final int FAILED_BEFORE_COMMIT = 1 << 30;
    private static final int CALLER_UNKNOWN = bit(Flag.UNKNOWN_CALLER);
    private static final int UNRESERVED = bit(Flag.UNRESERVED);

    /** What says nothing against the measure. */
    private static final int KNOWN_BEFORE = CALLER_UNKNOWN | UNRESERVED;

    private static final int INCIDENTS = ~(RECORDED | FAILED_BEFORE_COMMIT | KNOWN_BEFORE);

    private final ReaderPool readers;
    private final UsageRecord record;
    private final long startedNanos;
    private final long declaredLength;
    private final @Nullable String query;
    private Ticket ticket;
    private @Nullable RequestBody requestBody;
    private @Nullable KnownKey key;
    private @Nullable String askedModel;
    private @Nullable Held held;

    /** What went wrong on the way, a bit for each flag by its ordinal, and whether it is recorded. */
    private volatile int happened;

    MeteredAnswer(
            ReaderPool readers,
            UsageRecord record,
            Ticket ticket,
            long startedNanos,
            HttpServletRequest request,
            boolean callerUnknown) {
        this.readers = readers;
        this.record = record;
        this.ticket = ticket;
        this.startedNanos = startedNanos;
        this.declaredLength = request.getContentLengthLong();
        this.query = request.getQueryString();
        this.happened = callerUnknown ? CALLER_UNKNOWN : 0;
    }

    /** Where its record goes. Before the application runs. */
    final void announced(Ticket announced) {
        ticket = announced;
    }

    final Route route() {
        return readers.meter().route();
    }

    /** By which key the request was made, and for which model, as far as either is known. */
    final void asked(@Nullable KnownKey shown, @Nullable String model) {
        key = shown;
        askedModel = model;
    }

    /**
     * Takes over what is held for the request, which ends with its record. Before the application runs.
     *
     * @param untold whether nobody could tell how much of its quota is used
     */
    final void hold(@Nullable Held reserved, boolean untold) {
        held = reserved;
        if (untold) {
            happened(UNRESERVED);
        }
    }

    /** The response as the application sees it; null if it never did. */
    abstract @Nullable MeteredResponse response();

    /** Prices the record, if prices are known. */
    abstract void rate(UsageRecord measured);

    /** Whether threads of the application may be on their way here still. */
    abstract boolean mayStillWrite();

    /** What happens behind the record does not change what it was made of. */
    final void happened(Flag incident) {
        happened(bit(incident));
    }

    private void happened(int what) {
        HAPPENED.accumulateAndGet(this, what, (bits, bit) -> (bits & RECORDED) == 0 ? bits | bit : bits);
    }

    final boolean has(Flag incident) {
        return (happened & bit(incident)) != 0;
    }

    @SuppressWarnings("EnumOrdinal") // the bits do not leave this object
    private static int bit(Flag flag) {
        return 1 << flag.ordinal();
    }

    /** The application threw before anything was sent, so that the answer is the container's. */
    final void failedBeforeCommit() {
        happened(FAILED_BEFORE_COMMIT);
    }

    /** What the application reads is counted from now on. */
    RequestBody requestBody() {
        requestBody = requestBody == null ? new RequestBody(declaredLength) : requestBody;
        return requestBody;
    }

    final UsageRecord record() {
        return record;
    }

    @Override
    ReaderPool readers() {
        return readers;
    }

    /**
     * Completes the record, with the refusal if there was one; again it has no effect. Whatever goes wrong here is ours:
     * neither the application nor its client may feel it, and the request is recorded all the same, flagged.
     */
    final void record(@Nullable Refused refusal) {
        record(refusal, refusal == null ? 0 : refusal.reason().status());
    }

    /** The same, with the status of the refusal, if there was one. */
    final void record(@Nullable Refused refusal, int status) {
        int before = HAPPENED.getAndAccumulate(this, RECORDED, (bits, bit) -> bits | bit);
        if ((before & RECORDED) != 0) {
            return;
        }
        try {
            long latencyMs = millis(System.nanoTime());
            if (refusal == null) {
                measureOrTell(latencyMs);
            } else {
                record.answered(status, false, latencyMs, UsageRecord.NO_BYTE, 0, 0);
                readers.meter().refused(incidents(), askedModel, record);
            }
            if (refusal == null) {
                rateOrLeave();
            }
            record.complete(refusal == null ? null : refusal.reason().error());
            settle();
            ticket.complete(record);
            if (!mayStillWrite()) {
                giveReaderBack();
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A request of route " + route().id() + " could not be recorded", e);
        } finally {
            if (held != null) {
                // without effect if it is settled; else the request is recorded nowhere
                held.release();
            }
            end(false);
        }
    }

    /** Before the record is handed on: the database is never to know more of this node's use than the node itself. */
    private void settle() {
        if (held != null) {
            Rated rated = record.rated();
            held.settle(record.units(), rated == null ? BigDecimal.ZERO : rated.cost());
        }
    }

    /** What cannot be priced here is priced when it is written. */
    private void rateOrLeave() {
        try {
            rate(record);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A request of route " + record.route() + " could not be priced", e);
        }
    }

    private void measureOrTell(long latencyMs) {
        try {
            measure(latencyMs);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A request of route " + route().id() + " could not be measured", e);
            if (record.status() == 0) {
                answered(firstByteNanos() == 0 ? 500 : begunStatus(), begunAsStream(), latencyMs);
            }
            readers.meter().unmeasured(this, record);
        }
    }

    private void measure(long latencyMs) {
        int status = answeredStatus();
        String type = contentType();
        answered(status, type == null ? begunAsStream() : MediaType.of(type).isStream(), latencyMs);
        end(complete());
        readers.meter().measure(this, record);
    }

    private void answered(int status, boolean streaming, long latencyMs) {
        long bytes = Answer.hasContent(method(), status) ? bytes() : 0;
        record.answered(
                status,
                streaming,
                latencyMs,
                bytes == 0 ? UsageRecord.NO_BYTE : millis(firstByteNanos()),
                requestBody == null ? Math.max(0, declaredLength) : requestBody.bytes(),
                bytes);
    }

    /** Some containers still tell 200 when the application threw and the error answer is not made yet. */
    private int answeredStatus() {
        MeteredResponse response = response();
        int status = response == null ? 500 : response.answeredStatus();
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
    public @Nullable KnownKey key() {
        return key;
    }

    @Override
    public @Nullable String askedModel() {
        return askedModel;
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
        MeteredResponse response = response();
        return response == null ? null : response.answeredContentType();
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
        int incidents = happened | (isReaderBroken() ? bit(Flag.UNREADABLE_ENCODING) : 0);
        if ((incidents & (INCIDENTS | KNOWN_BEFORE)) == 0) {
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
