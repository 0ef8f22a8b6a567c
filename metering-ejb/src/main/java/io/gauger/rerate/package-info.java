/**
 * Pricing anew what was billed, and proving what it was billed by: values and one port; the store implements it. May depend on
 * nothing of ours. Start with {@link io.gauger.rerate.Reratings}; docs/decisions/0016-money.md is the reasoning.
 */
@NullMarked
package io.gauger.rerate;

import org.jspecify.annotations.NullMarked;
