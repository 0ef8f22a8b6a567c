/**
 * How fast usage records get into databases and totals out, beside plain JDBC that writes the same. Depends on the store.
 * Start with {@link io.gauger.benchmark.storage.WriterBenchmarks}.
 */
@NullMarked
package io.gauger.benchmark.storage;

import org.jspecify.annotations.NullMarked;
