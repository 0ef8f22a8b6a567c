/**
 * Applications of the tests that know their callers by themselves. May depend on the public types of Gauger and Jakarta
 * EE. Start with {@link io.gauger.it.callers.PrincipalResolver}.
 */
@NullMarked
package io.gauger.it.callers;

import org.jspecify.annotations.NullMarked;
