/**
 * An application whose requests are told apart by their numbers. Depends on the Servlet API alone. Start with
 * {@link io.gauger.it.crash.WorkServlet}.
 */
@NullMarked
package io.gauger.it.crash;

import org.jspecify.annotations.NullMarked;
