/**
 * What is asked of the stored usage: single records and totals. Ports only; the store answers them. May depend on
 * records. Start with {@link io.gauger.usage.UsageReader} and {@link io.gauger.usage.RecordReader}.
 */
@NullMarked
package io.gauger.usage;

import org.jspecify.annotations.NullMarked;
