/**
 * An application with answers that are large or last, written as they go. Depends on the Servlet API alone. Start with
 * {@link io.gauger.it.crowd.ListServlet}.
 */
@NullMarked
package io.gauger.it.crowd;

import org.jspecify.annotations.NullMarked;
