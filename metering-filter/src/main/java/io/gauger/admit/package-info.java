/**
 * Who calls, and whether the request may run. May depend on settings, routes and rate limits. Start with
 * {@link io.gauger.admit.Admission}; {@link io.gauger.admit.CallerResolver} is what an application plugs in.
 */
@NullMarked
package io.gauger.admit;

import org.jspecify.annotations.NullMarked;
