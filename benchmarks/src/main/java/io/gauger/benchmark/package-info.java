/**
 * What the filter and the expressions cost, beside others that do the same. Depends on everything; nothing depends on it.
 * Start with {@link io.gauger.benchmark.Benchmarks}.
 */
@NullMarked
package io.gauger.benchmark;

import org.jspecify.annotations.NullMarked;
