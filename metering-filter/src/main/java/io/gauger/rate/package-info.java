/**
 * How many requests a minute. May depend on nothing of ours; it alone knows the library that counts. Start with
 * {@link io.gauger.rate.RateLimits}.
 */
@NullMarked
package io.gauger.rate;

import org.jspecify.annotations.NullMarked;
