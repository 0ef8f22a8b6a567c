/**
 * Starts and stops real servers for the tests, each as a process of its own on the loopback address. Depends on the JDK
 * and Awaitility only. Start with {@link io.gauger.server.ServerUnderTest}.
 */
@NullMarked
package io.gauger.server;

import org.jspecify.annotations.NullMarked;
