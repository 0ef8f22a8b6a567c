/**
 * Lets Arquillian deploy to the servers that the tests start. Depends on {@link io.gauger.server} and Arquillian's
 * container SPI. Start with {@link io.gauger.server.arquillian.LauncherContainer}.
 */
@NullMarked
package io.gauger.server.arquillian;

import org.jspecify.annotations.NullMarked;
