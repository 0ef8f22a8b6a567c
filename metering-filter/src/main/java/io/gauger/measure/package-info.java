/**
 * Turns what was seen of one exchange into units, tokens and flags, by the rules that decide a figure. May depend on
 * admission (who called), routes, expressions and extraction. Start with {@link io.gauger.measure.Measurement}.
 */
@NullMarked
package io.gauger.measure;

import org.jspecify.annotations.NullMarked;
