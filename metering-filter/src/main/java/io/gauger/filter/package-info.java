/**
 * Puts the steps together around one request: request → admit → measure → record. May depend on every package of this
 * module. Start with {@link io.gauger.filter.MeteringFilter}.
 */
@NullMarked
package io.gauger.filter;

import org.jspecify.annotations.NullMarked;
