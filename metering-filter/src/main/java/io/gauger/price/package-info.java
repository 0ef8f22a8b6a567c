/**
 * What a request costs: the prices that a node knows, which of them decides, and the arithmetic; docs/decisions/0016-money.md
 * is the reasoning. May depend on what is measured and on names with globs. Start with {@link io.gauger.price.PriceBook}.
 */
@NullMarked
package io.gauger.price;

import org.jspecify.annotations.NullMarked;
