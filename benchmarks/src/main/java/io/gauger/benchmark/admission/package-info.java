/**
 * What it costs to decide whether a request may run. May depend on admission. Start with
 * {@link io.gauger.benchmark.admission.AdmissionBenchmarks}.
 */
@NullMarked
package io.gauger.benchmark.admission;

import org.jspecify.annotations.NullMarked;
