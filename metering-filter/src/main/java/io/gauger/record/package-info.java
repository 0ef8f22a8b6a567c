/**
 * One metered request as it is kept: metadata, never content. May depend on admission and measuring. Start with
 * {@link io.gauger.record.UsageRecord}; {@link io.gauger.record.RecordSink} is the port to what comes next.
 */
@NullMarked
package io.gauger.record;

import org.jspecify.annotations.NullMarked;
