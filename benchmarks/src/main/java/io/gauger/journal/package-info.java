/**
 * Lets benchmarks into the journal's package, to measure an append alone. May depend on the journal. Start with
 * {@link io.gauger.journal.EncodedAppend}.
 */
@NullMarked
package io.gauger.journal;

import org.jspecify.annotations.NullMarked;
