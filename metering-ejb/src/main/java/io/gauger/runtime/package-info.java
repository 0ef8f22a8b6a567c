/**
 * Where the running application's metering is put together: journal, store, timer and readers. May depend on everything
 * in this module. Start with {@link io.gauger.runtime.Gauger}.
 */
@NullMarked
package io.gauger.runtime;

import org.jspecify.annotations.NullMarked;
