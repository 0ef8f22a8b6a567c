/**
 * Takes records from the journal to the database, driven by an EJB timer. May depend on the journal and on records.
 * Start with {@link io.gauger.batch.BatchWriter}.
 */
@NullMarked
package io.gauger.batch;

import org.jspecify.annotations.NullMarked;
