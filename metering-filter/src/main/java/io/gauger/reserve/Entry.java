package io.gauger.reserve;

import java.math.BigDecimal;

/**
 * What becomes of this incarnation's portion of a subject.
 *
 * @param granted all that it may use in the period or has used
 * @param wanted whether others are asked to give back what they do not need
 */
public record Entry(BigDecimal granted, boolean wanted) {}
