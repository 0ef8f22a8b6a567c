/**
 * The application of the suite: an endpoint for each cell. It runs inside the servers. Depends on Jakarta EE and, for
 * its beans, on {@code io.gauger.route}. Start with {@link io.gauger.it.suite.app.Endpoint}.
 */
@NullMarked
package io.gauger.it.suite.app;

import org.jspecify.annotations.NullMarked;
