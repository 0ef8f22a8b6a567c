package io.gauger.reserve;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a request has to keep.
 *
 * @param subject what it is about
 * @param cap how much there may be of it in the period, grace included; of nothing, or less, nothing is ever left
 * @param estimate what is held before the request runs, at least 0
 * @param binding whether the request is refused where that is not there; if not it is only counted
 */
public record Limit(Subject subject, BigDecimal cap, BigDecimal estimate, boolean binding) {
    /** Written out, as the JDK keeps the class whose generated one was linked last, and with it the application. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Limit limit
                        && subject.equals(limit.subject)
                        && cap.equals(limit.cap)
                        && estimate.equals(limit.estimate)
                        && binding == limit.binding);
    }

    @Override
    public int hashCode() {
        return subject.hashCode();
    }
}
