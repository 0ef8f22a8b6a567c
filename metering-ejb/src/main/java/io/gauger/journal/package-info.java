/**
 * Where records wait between the request and the database. May depend on records. Start with
 * {@link io.gauger.journal.Journal}.
 */
@NullMarked
package io.gauger.journal;

import org.jspecify.annotations.NullMarked;
