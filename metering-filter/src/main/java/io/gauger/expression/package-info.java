/**
 * Metering expressions: pure functions of one request that give its units. Depends on {@code io.gauger.extract} for
 * paths and values, and on Nashorn by name in one class. Start with {@link io.gauger.expression.Expression}.
 */
@NullMarked
package io.gauger.expression;

import org.jspecify.annotations.NullMarked;
