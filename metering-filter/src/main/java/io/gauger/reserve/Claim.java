package io.gauger.reserve;

import io.gauger.reserve.Subject.Kind;
import java.math.BigDecimal;

/**
 * A limit that a request has to keep, with what this node has of it, so that nobody has to look for that with each request,
 * nor read the limit. Immutable.
 */
final class Claim {
    private final Share share;
    private final Limit limit;
    private final Kind kind;
    private final boolean binding;
    private final long high;
    private final long low;

    /**
     * Of this limit.
     *
     * @param share of the limit's subject
     */
    Claim(Share share, Limit limit) {
        this.share = share;
        this.limit = limit;
        this.kind = limit.subject().kind();
        this.binding = limit.binding();
        Amount held = Amount.of(limit.estimate(), kind.scale());
        this.high = held.high;
        this.low = held.low;
    }

    Share share() {
        return share;
    }

    Limit limit() {
        return limit;
    }

    Kind kind() {
        return kind;
    }

    boolean binding() {
        return binding;
    }

    /** What is held before the request runs. */
    Amount held() {
        return new Amount(high, low);
    }

    /** The same as a decimal. */
    BigDecimal amount() {
        return held().decimal(kind.scale());
    }
}
