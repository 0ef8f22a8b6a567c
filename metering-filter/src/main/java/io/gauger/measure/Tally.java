package io.gauger.measure;

import static io.gauger.measure.TokenUsage.UNTOLD;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Meter} writes down what it measures. What is kept of a request extends it, so that a request takes one
 * object and not one for each part: many wait in memory. Only meters write it, before it is handed on, and once.
 */
public abstract class Tally {
    /** Whole units up to this one fit a {@code long} as billionths. */
    private static final long MOST_WHOLE = Long.MAX_VALUE / 1_000_000_000;

    private long billionths;

    /** In place of the billionths where they do not fit, or where the decimal was there already. */
    private @Nullable BigDecimal units;

    private long prompt = UNTOLD;
    private long completion = UNTOLD;
    private long cached = UNTOLD;
    private long sseEvents;
    private Basis basis = Basis.MEASURED;
    private @Nullable String provider;
    private @Nullable String model;

    /** A bit for each flag by its ordinal. */
    private int flags;

    /** Nothing measured yet. */
    protected Tally() {}

    /** What was measured elsewhere. */
    protected Tally(Measurement measurement) {
        units = measurement.units();
        tokens(measurement.tokens());
        sseEvents = measurement.sseEvents();
        basis = measurement.basis();
        provider = measurement.provider();
        model = measurement.model();
        flag(measurement.flags());
    }

    /** What was measured, made by each call. */
    public final Measurement measurement() {
        return new Measurement(units(), basis, flags(), tokens(), provider, model, sseEvents);
    }

    /** The billed quantity measured so far. */
    public final BigDecimal units() {
        return units == null ? BigDecimal.valueOf(billionths, Meter.SCALE) : units;
    }

    /** Who served it; null if that is not known. */
    public final @Nullable String provider() {
        return provider;
    }

    /** With what; null if that is not known. */
    public final @Nullable String model() {
        return model;
    }

    /** All tokens of the prompt; 0 if they are not told. */
    public final long promptTokens() {
        return Math.max(0, prompt);
    }

    /** Tokens of the completion; 0 if they are not told. */
    public final long completionTokens() {
        return Math.max(0, completion);
    }

    /** Cached tokens of the prompt; 0 if they are not told. */
    public final long cachedTokens() {
        return Math.max(0, cached);
    }

    /** Takes back units and tokens. */
    final void nothingMeasured() {
        billionths = 0;
        units = null;
        tokens(UNTOLD, UNTOLD, UNTOLD);
    }

    final void bill(long whole) {
        if (whole <= MOST_WHOLE) {
            billionths = whole * 1_000_000_000;
        } else {
            bill(BigDecimal.valueOf(whole));
        }
    }

    final void bill(BigDecimal value) {
        units = value.setScale(Meter.SCALE, RoundingMode.HALF_EVEN);
    }

    final void basis(Basis restsOn) {
        basis = restsOn;
    }

    /** Adds a flag. */
    protected final void flag(Flag flag) {
        flags |= bit(flag);
    }

    final void flag(Set<Flag> all) {
        if (!all.isEmpty()) {
            all.forEach(this::flag);
        }
    }

    final boolean isFlagged(Flag flag) {
        return (flags & bit(flag)) != 0;
    }

    /** Each from zero, or {@link TokenUsage#UNTOLD}. */
    final void tokens(long ofPrompt, long ofCompletion, long ofCached) {
        prompt = ofPrompt;
        completion = ofCompletion;
        cached = ofCached;
    }

    private void tokens(TokenUsage usage) {
        tokens(usage.promptOrUntold(), usage.completionOrUntold(), usage.cachedOrUntold());
    }

    final TokenUsage tokens() {
        return TokenUsage.of(prompt, completion, cached);
    }

    final boolean tellsTokens() {
        return prompt != UNTOLD || completion != UNTOLD || cached != UNTOLD;
    }

    final boolean tellsCompletion() {
        return completion != UNTOLD;
    }

    /** Prompt and completion together, or {@link TokenUsage#UNTOLD}. */
    final long totalTokens() {
        return TokenUsage.total(prompt, completion);
    }

    final void completionOfAtLeast(long count) {
        completion = Math.max(completion, count);
    }

    final void served(@Nullable String by, @Nullable String with, long events) {
        provider = Measurement.keptProvider(by);
        model = Measurement.keptModel(with);
        sseEvents = events;
    }

    private Set<Flag> flags() {
        if (flags == 0) {
            return Set.of();
        }
        Set<Flag> all = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if (isFlagged(flag)) {
                all.add(flag);
            }
        }
        return all;
    }

    @SuppressWarnings("EnumOrdinal") // the bits do not leave this object
    private static int bit(Flag flag) {
        return 1 << flag.ordinal();
    }
}
