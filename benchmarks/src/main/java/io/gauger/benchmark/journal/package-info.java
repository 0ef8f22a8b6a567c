/**
 * What it costs a request to be journaled. May depend on the journal and on records. Start with
 * {@link io.gauger.benchmark.journal.JournalBenchmarks}.
 */
@NullMarked
package io.gauger.benchmark.journal;

import org.jspecify.annotations.NullMarked;
