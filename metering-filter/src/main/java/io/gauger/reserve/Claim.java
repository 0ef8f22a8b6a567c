package io.gauger.reserve;

import java.math.BigDecimal;

/**
 * A limit that a request has to keep, with what this node has of it, so that nobody has to look for that with each request.
 *
 * @param share of the limit's subject
 */
record Claim(Share share, Limit limit) {
    /** What is held before the request runs. */
    BigDecimal amount() {
        return limit.estimate();
    }
}
