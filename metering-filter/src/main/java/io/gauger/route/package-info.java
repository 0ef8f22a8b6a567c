/**
 * What is metered and how: routes, their notation, and which route a request takes. May depend on settings and
 * expressions. Start with {@link io.gauger.route.Route}.
 */
@NullMarked
package io.gauger.route;

import org.jspecify.annotations.NullMarked;
