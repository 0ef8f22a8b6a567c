/**
 * Parts of applications that Gauger is dropped into; they run on the server, not in the tests. Depends on Jakarta EE and
 * on Gauger's {@code Route}, as a user's application does. Start with {@link io.gauger.it.host.HostApi}.
 */
@NullMarked
package io.gauger.it.host;

import org.jspecify.annotations.NullMarked;
